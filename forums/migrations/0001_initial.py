
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('actions', '0001_initial'),
        ('consultations', '0008_promises'),
        ('people', '0004_sealed_letters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Forum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_closed', models.BooleanField(default=False, verbose_name='only members read it')),
                ('is_archived', models.BooleanField(default=False, verbose_name='kept to be read, not written in')),
                ('welcome', models.TextField(blank=True, verbose_name='what is said to whoever comes in')),
                ('complaints', models.TextField(blank=True, verbose_name='how to complain about the forum itself')),
                ('first_posts_wait', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MaxValueValidator(50)], verbose_name='first posts of a newcomer that wait for a moderator')),
                ('slow_mode_seconds', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(86400)], verbose_name='seconds between two posts of one person')),
                ('supporters_needed', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1)], verbose_name='supporters that send a question to its body')),
                ('answer_days', models.PositiveSmallIntegerField(default=28, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days a body has to answer')),
                ('held_words', models.TextField(blank=True, verbose_name='words that hold a post, one a line')),
                ('opened_at', models.DateTimeField(verbose_name='opened')),
                ('last_thread', models.PositiveIntegerField(default=0, editable=False)),
                ('community', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='forum', to='people.communityofinterest')),
            ],
            options={
                'verbose_name': 'forum',
                'verbose_name_plural': 'forums',
                'ordering': ['community__name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('community__isnull', False), ('is_closed', True), _connector='OR'), name='private_room_is_closed')],
            },
        ),
        migrations.CreateModel(
            name='NoticeRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=8)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('letters', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'until'), name='forum_notice_run_once')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('illegal', 'Illegal content'), ('children', 'Children’s access')], max_length=10, verbose_name='what was assessed')),
                ('made_on', models.DateField(verbose_name='made on')),
                ('review_on', models.DateField(verbose_name='to be looked at again on')),
                ('made_by_role', models.CharField(max_length=120, verbose_name='made by, as a role')),
                ('conclusion', models.TextField(verbose_name='what was found and what is done about it')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='forums.forum')),
            ],
            options={
                'ordering': ['-made_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('review_on__gt', models.F('made_on'))), name='assessment_is_looked_at_again')],
            },
        ),
        migrations.CreateModel(
            name='HouseRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='number')),
                ('title', models.CharField(max_length=120, verbose_name='rule')),
                ('text', models.TextField(blank=True, verbose_name='what it means')),
                ('is_retired', models.BooleanField(default=False, verbose_name='no longer in force')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='forums.forum')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('forum', 'number'), name='house_rule_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('content', models.BinaryField(default=bytes)),
                ('display_name', models.CharField(blank=True, max_length=40, verbose_name='name in this community')),
                ('role', models.CharField(blank=True, max_length=80, verbose_name='role')),
                ('state', models.CharField(choices=[('waiting', 'Asked to be let in'), ('in', 'Member'), ('refused', 'Not let in'), ('left', 'Left'), ('former', 'Former member')], default='in', max_length=8)),
                ('request', models.TextField(blank=True, verbose_name='why they would like to come in')),
                ('notices', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day'), ('weekly', 'Once a week'), ('never', 'Never')], default='weekly', max_length=8)),
                ('joined_on', models.DateField()),
                ('left_on', models.DateField(null=True)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='forums.forum')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('likeness', models.CharField(blank=True, help_text='What the name looks like: see forums.likeness.', max_length=80)),
            ],
            options={
                'indexes': [models.Index(fields=['forum', 'state', 'notices'], name='member_told')],
                'constraints': [models.UniqueConstraint(models.F('forum'), django.db.models.functions.text.Lower('display_name'), condition=models.Q(('display_name', ''), _negated=True), name='member_name_once_in_a_forum'), models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('role', '')), models.Q(('organisation__isnull', False), models.Q(('role', ''), _negated=True)), _connector='OR'), name='member_officer_has_body_and_role'), models.UniqueConstraint(condition=models.Q(('likeness', ''), _negated=True), fields=('forum', 'likeness'), name='member_likeness_once_in_a_forum')],
            },
        ),
        migrations.CreateModel(
            name='Moderator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('may_open_names', models.BooleanField(default=False, verbose_name='may open who is behind a name, with a second person')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moderators', to='forums.forum')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forums_moderated', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('forum', 'user'), name='forum_moderator_once')],
            },
        ),
        migrations.CreateModel(
            name='NameOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='why it must be known')),
                ('is_endangering', models.BooleanField(default=False, verbose_name='telling the person would endanger somebody')),
                ('endangers', models.TextField(blank=True, verbose_name='who would be in danger, and how')),
                ('asked_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('refused_at', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='forums.member')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_by', None), ('asked_by', None), models.Q(('confirmed_by', models.F('asked_by')), _negated=True), _connector='OR'), name='name_opened_by_two'), models.CheckConstraint(condition=models.Q(('opened_at', None), ('confirmed_at__isnull', False), _connector='OR'), name='name_opened_once_confirmed')],
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('reason', models.TextField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suspensions', to='forums.member')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forums.houserule')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='suspension_has_an_end')],
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('created_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(help_text='When its first post became public.', null=True)),
                ('last_post_at', models.DateTimeField(null=True)),
                ('last_number', models.PositiveIntegerField(default=0, help_text='The highest number ever given to a post.')),
                ('last_public_number', models.PositiveIntegerField(default=0)),
                ('public_count', models.PositiveIntegerField(default=0)),
                ('is_locked', models.BooleanField(default=False, verbose_name='locked')),
                ('is_pinned', models.BooleanField(default=False, verbose_name='pinned')),
                ('is_archived', models.BooleanField(default=False, verbose_name='archived')),
                ('slow_mode_seconds', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(86400)], verbose_name='seconds between two posts of one person')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='threads', to='forums.forum')),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='forums.thread')),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='forums.member')),
                ('about', models.CharField(blank=True, help_text='The kind of thing it is about; the link is a row.', max_length=20)),
            ],
            options={
                'indexes': [models.Index(fields=['forum', 'is_archived', '-is_pinned', '-last_post_at'], name='thread_by_activity'), models.Index(fields=['forum', 'is_archived', '-is_pinned', '-published_at'], name='thread_by_newest')],
                'constraints': [models.UniqueConstraint(fields=('forum', 'number'), name='thread_number_once')],
            },
        ),
        migrations.CreateModel(
            name='ActionThread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thread_links', to='actions.action')),
                ('thread', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='action_link', to='forums.thread')),
            ],
        ),
        migrations.CreateModel(
            name='ConsultationThread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thread_links', to='consultations.consultationpage')),
                ('thread', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='consultation_link', to='forums.thread')),
            ],
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=150)),
                ('source', models.TextField(blank=True)),
                ('saved_at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='forums.member')),
                ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='forums.thread')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'thread'), name='forum_draft_once'), models.UniqueConstraint(condition=models.Q(('thread', None)), fields=('member',), name='forum_draft_of_new_thread_once')],
            },
        ),
        migrations.CreateModel(
            name='PageThread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                ('thread', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='page_link', to='forums.thread')),
            ],
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('role', models.CharField(blank=True, max_length=80, verbose_name='role')),
                ('is_answer', models.BooleanField(default=False, verbose_name='official reply to a question')),
                ('source', models.TextField()),
                ('html', models.TextField()),
                ('state', models.CharField(choices=[('waiting', 'Waits for a moderator'), ('held', 'Held by a filter'), ('public', 'Public'), ('removed', 'Removed by a moderator'), ('withdrawn', 'Deleted by its author')], max_length=9)),
                ('held_by', models.JSONField(default=list, verbose_name='filters that held it')),
                ('reason', models.TextField(blank=True)),
                ('written_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('edited_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('claimed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='forums.member')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('rule', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forums.houserule')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='forums.thread')),
            ],
            options={
                'indexes': [models.Index(fields=['member', '-written_at'], name='post_of_member'), models.Index(fields=['published_at'], name='post_published'), models.Index(condition=models.Q(('state__in', ['waiting', 'held'])), fields=['written_at'], name='post_undecided'), models.Index(condition=models.Q(('state', 'public')), fields=['thread', 'number'], name='post_public')],
                'constraints': [models.UniqueConstraint(fields=('thread', 'number'), name='post_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'public'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='post_public_since_a_moment')],
            },
        ),
        migrations.CreateModel(
            name='ReadMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('is_followed', models.BooleanField(default=False)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='forums.member')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='forums.thread')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'thread'), name='read_mark_once')],
            },
        ),
        migrations.CreateModel(
            name='ReportThread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thread_links', to='actions.boardreport')),
                ('thread', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='report_link', to='forums.thread')),
            ],
        ),
        migrations.CreateModel(
            name='ThreadAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='forums.forum')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='forums.thread')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('forum', 'number'), name='thread_alias_once')],
            },
        ),
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('approve', 'Let a post through'), ('remove', 'Removed a post'), ('keep', 'Left a reported post standing'), ('restore', 'Put a post back after an appeal'), ('uphold', 'Turned an appeal down'), ('undo', 'Took a decision back'), ('lock', 'Locked a thread'), ('unlock', 'Unlocked a thread'), ('pin', 'Pinned a thread'), ('unpin', 'Unpinned a thread'), ('archive', 'Archived a thread'), ('unarchive', 'Took a thread out of the archive'), ('slow', 'Changed how fast one may write'), ('rename', 'Changed the title of a thread'), ('move', 'Moved a thread'), ('merge', 'Merged two threads'), ('split', 'Split a thread'), ('suspend', 'Suspended a member'), ('lift', 'Ended a suspension early'), ('admit', 'Let somebody in'), ('turn_away', 'Did not let somebody in'), ('put', 'Sent a question to a body'), ('about', 'Changed what a thread is about')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('before', models.JSONField(default=dict, help_text='How the post stood, so that it can be undone.')),
                ('made_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acts', to='forums.forum')),
                ('rule', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forums.houserule')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='acts', to='forums.member')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='acts', to='forums.post')),
                ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='acts', to='forums.thread')),
            ],
            options={
                'indexes': [models.Index(fields=['forum', '-made_at'], name='act_log')],
            },
        ),
        migrations.CreateModel(
            name='PartnershipQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='Its address: random, so that it tells no number.', max_length=12, unique=True)),
                ('asked_at', models.DateTimeField()),
                ('title', models.CharField(max_length=150, verbose_name='question')),
                ('text', models.TextField(blank=True, verbose_name='why it is asked')),
                ('is_from_closed', models.BooleanField(default=False)),
                ('public_title', models.CharField(blank=True, max_length=150, verbose_name='question as it goes out')),
                ('public_text', models.TextField(blank=True, verbose_name='why it is asked, as it goes out')),
                ('supporters_needed', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('gathering', 'Looks for supporters'), ('ready', 'Has its supporters; the moderators write what goes out'), ('put', 'Waits for an answer'), ('answered', 'Answered'), ('taken_back', 'Taken back')], default='gathering', max_length=10)),
                ('put_at', models.DateTimeField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('answer', models.TextField(blank=True)),
                ('answer_html', models.TextField(blank=True)),
                ('answer_role', models.CharField(blank=True, max_length=80)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forums.member')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forum_questions', to='people.organisation')),
                ('put_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer_post', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answers', to='forums.post')),
                ('thread', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='question', to='forums.thread')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'state', 'due_on'], name='forum_question_owed')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['put', 'answered']), _negated=True), models.Q(('due_on__isnull', False), ('put_at__isnull', False)), _connector='OR'), name='forum_question_put_has_a_date'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='forum_question_answered_has_words'), models.CheckConstraint(condition=models.Q(models.Q(('is_from_closed', True), ('state__in', ['put', 'answered']), _negated=True), models.Q(('public_title', ''), _negated=True), _connector='OR'), name='forum_question_of_closed_has_own_words')],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=43, unique=True)),
                ('alt', models.CharField(blank=True, max_length=300, verbose_name='what the picture shows')),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('digest', models.CharField(help_text='Of what was sent: sent twice is sent once.', max_length=64)),
                ('made_at', models.DateTimeField()),
                ('draft', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='forums.draft')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='forums.post')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('draft__isnull', False), ('post', None)), models.Q(('draft', None), ('post__isnull', False)), _connector='OR'), name='picture_is_of_one_thing'), models.CheckConstraint(condition=models.Q(('post', None), models.Q(('alt', ''), _negated=True), _connector='OR'), name='picture_of_a_post_is_described')],
            },
        ),
        migrations.CreateModel(
            name='PostAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='forums.post')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='forums.thread')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('thread', 'number'), name='post_alias_once')],
            },
        ),
        migrations.CreateModel(
            name='PostVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.TextField()),
                ('html', models.TextField()),
                ('replaced_at', models.DateTimeField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='forums.post')),
            ],
            options={
                'ordering': ['replaced_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('rules', 'It breaks a rule of the house'), ('personal', 'It tells something personal about somebody'), ('illegal', 'It may be against the law, or somebody may be in danger'), ('other', 'Something else')], max_length=8, verbose_name='what is wrong with it')),
                ('words', models.TextField(blank=True, verbose_name='in your own words')),
                ('made_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forums.member')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='forums.post')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('settled_at', None)), fields=['made_at'], name='report_open')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(verbose_name='why it should stand')),
                ('made_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('is_upheld', models.BooleanField(help_text='Whether the author was right.', null=True)),
                ('reason', models.TextField(blank=True)),
                ('act', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='appeal', to='forums.act')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='QuestionAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forum_question_links', to='actions.action')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='action_links', to='forums.partnershipquestion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('question', 'action'), name='forum_question_action_once')],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('supported_at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='forums.member')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='forums.partnershipquestion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('question', 'member'), name='forum_support_once')],
            },
        ),
    ]
