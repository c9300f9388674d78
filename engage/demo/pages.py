"""The plain pages of the demonstration: about, accessibility, privacy, contact. Each says what is true of the site."""

from __future__ import annotations

from typing import Final

NAME: Final = "Leicestershire Together"
STRAPLINE: Final = "26 organisations that ask together and answer in public"
PHASE: Final = "Demonstration"
PHASE_TEXT: Final = "The consultations and answers on this site are examples. No council is running them."
STATEMENT: Final = "What should change where you live?"
INTRODUCTION: Final = (
    "26 organisations are listening. See what they are asking, say what you think, and read what they did with it."
)

#: slug, title, introduction, blocks
PAGES: Final = (
    (
        "about",
        "About the partnership",
        "Councils, police, health, businesses and voluntary bodies who ask together, so that you are not asked twice.",
        (
            (
                "text",
                "<p>Leicestershire Together began at the end of 2002. It brings 26 bodies to one table: the county council, "
                "the seven district and borough councils, parish councils, police, fire and health services, employers, "
                "colleges, and voluntary, faith and community groups. Its board meets four times a year, in public.</p>",
            ),
            ("heading", "What it wants"),
            (
                "text",
                "<ul><li>A thriving county to live, work and play in.</li><li>A county where everybody can reach good "
                "services.</li><li>A county that makes the most of its young people.</li></ul>",
            ),
            ("heading", "Why it asks in one place"),
            (
                "text",
                "<p>People told us they were tired of being asked the same things by different bodies and of never hearing "
                "what came of it. So there is one database of consultations. Every organisation puts its plans there "
                "first, joins up with others where it can, and publishes what it decided within twelve weeks of closing. "
                "If it is late, the page says so.</p><p>Peers from other counties looked at how we work in March 2006. "
                "They asked for a less formal partnership, more voices from outside the public bodies, and talk that goes "
                "both ways. This site is part of the answer.</p>",
            ),
        ),
    ),
    (
        "accessibility",
        "Accessibility statement",
        "How far everybody can use this site, what does not work yet, and what to do about it.",
        (
            (
                "text",
                "<p>This website is a demonstration of Engage, run on the machine of whoever started it. We want as many "
                "people as possible to be able to use it: with a keyboard, a screen reader, voice control, at 400 % zoom "
                "or 320 pixels wide, in dark mode, and with JavaScript switched off.</p>",
            ),
            ("heading", "How accessible it is"),
            (
                "text",
                "<p>The public pages are built to meet the Web Content Accessibility Guidelines 2.2 at level AA. An automatic "
                "check (axe) looks at every public template, narrow and wide, light and dark, with and without JavaScript, "
                "and finds no fault. An automatic check finds less than half of what can be wrong. "
                "The site has not yet been tested by disabled people or by an outside body, so we call it partly "
                "compliant until it has.</p>",
            ),
            ("heading", "What does not work yet"),
            (
                "text",
                "<ul><li>The screens where officers write and publish are Wagtail’s own. Some of their editing tools are "
                "hard to use with a screen reader.</li><li>Documents that organisations upload (PDF, Word) may not be "
                "accessible. Ask the contact on the page for another form.</li>"
                "<li>The code in the picture that sets up an authenticator app is also given as text.</li></ul>",
            ),
            ("heading", "Tell us, and what you can do if we do not answer"),
            (
                "text",
                "<p>Ask the contact named on the page you had trouble with. If you are not content with the answer, the "
                "Equality Advisory and Support Service can advise you. The Equality and Human Rights Commission enforces "
                "the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.</p>",
            ),
        ),
    ),
    (
        "privacy",
        "Privacy notice",
        "What is kept when you take part, for how long, who sees it, and how to have it erased.",
        (
            ("heading", "When you answer a consultation"),
            (
                "text",
                "<p>You need no account unless the page says so. Your answers are kept as you go, so that you can come back by "
                "the private link. An unfinished answer is erased 30 days after you last saved it.</p><p>When you send your "
                "answer you get a receipt with a code and a private link. With the link you can change or withdraw your "
                "answer until the consultation closes. We keep no list of links: whoever has the link has the "
                "answer, so keep it to yourself.</p><p>Your words and your receipt are erased six years after the "
                "consultation closed. What you chose stays in the counts. What was published with your consent stays "
                "published. If you withdraw your answer, all of it is erased at once, with the code and every e-mail "
                "that has not left.</p>",
            ),
            ("heading", "Your name and e-mail address"),
            (
                "text",
                "<p>You give them only if you want a copy, want to hear the outcome, or agree to be named. They are encrypted "
                "and stored apart from your answers. Nobody is named who says they are under 18. They are erased 90 days "
                "after you were told about the outcome, and two years after closing at the latest. E-mails you ask for "
                "are encrypted until they are sent and erased as soon as they have left. That one was sent is kept for "
                "three months, under a scrambled form of your address. A link goes to two addresses at most, and one "
                "address gets five such e-mails a day.</p>",
            ),
            ("heading", "Questions about you"),
            (
                "text",
                "<p>They come last and every one is optional. They show whether we hear from everybody. What you say there is "
                "encrypted and stored apart from your answers and from your name. It is counted once, after the consultation has "
                "closed, and erased a year later, or two years after closing at the latest. A computer counts it; officers see "
                "tables, and each look is logged. Published tables hide numbers under 10 and round the others to the nearest "
                "5. This is called pseudonymised: it is much harder to tell who said what, but not impossible for somebody "
                "who holds all the keys, so we never call it anonymous.</p>",
            ),
            ("heading", "Words you wrote"),
            (
                "text",
                "<p>They are published only if you agree and an officer has read them. Names of other people are taken out. "
                "What was taken out, and what was not published, is erased six years after the consultation closed.</p>",
            ),
            ("heading", "When you vote in a hall"),
            (
                "text",
                "<p>You need no account and give no name unless the event says so. Your phone keeps a small mark for two days, so "
                "that you are counted once. If you signed in or used a card, what leads from you to your votes is destroyed when "
                "the event ends. Each vote has a code with which you can check that it was counted; the code says nothing about "
                "you. Results by group, such as age, hide small groups. Words stand on the screen once a moderator has "
                "let them through. Words and questions that were not let through are erased half a year after the event, "
                "and so is who ran it and who entered votes for others. Counts, and words that were shown, stay.</p>",
            ),
            ("heading", "What your browser and network tell us"),
            (
                "text",
                "<p>There are no trackers, and no page loads anything from another company. Cookies are used for signing "
                "in and for safe sending of forms, and for nothing else. Your network address is counted in memory for up to "
                "an hour, so that machines cannot flood a consultation, and is not stored with your answer.</p>",
            ),
            ("heading", "Why we may, and what you can ask for"),
            (
                "text",
                "<p>Consulting is a public task (UK GDPR, article 6(1)(e)); questions about you are asked for equality monitoring "
                "(article 9(2)(g), Data Protection Act 2018, schedule 1, paragraph 8). You may ask for a copy, for a correction or "
                "for erasure. If you have an account, <em>My data</em> does all three. You can complain to the "
                "Information Commissioner.</p>",
            ),
        ),
    ),
    (
        "contact",
        "Contact",
        "Whom to ask.",
        (
            (
                "text",
                "<p>Each consultation names the team that can answer questions about it. For this site as a whole, and for the "
                "partnership, ask the policy team of the County Council at County Hall. This is a demonstration: no telephone "
                "rings.</p>",
            ),
        ),
    ),
)
