"""The partner bodies, the communities they listen to, and what consultations are sorted by."""

from __future__ import annotations

#: slug, name, short name, kind, what it does
ORGANISATIONS = (
    ("county", "Leicestershire County Council", "County Council", "county",
     "Roads, buses, schools, libraries, social care and the policy team that runs this site for the partnership."),
    ("blaby", "Blaby District Council", "Blaby", "district", "Homes, planning, refuse and leisure in Blaby district."),
    ("charnwood", "Charnwood Borough Council", "Charnwood", "district",
     "Homes, planning, refuse and leisure in Loughborough and the villages around it."),
    ("harborough", "Harborough District Council", "Harborough", "district",
     "Homes, planning, refuse and leisure in Market Harborough, Lutterworth and the villages."),
    ("hinckley-bosworth", "Hinckley and Bosworth Borough Council", "Hinckley and Bosworth", "district",
     "Homes, planning, refuse and leisure in Hinckley, Earl Shilton, Barwell and Market Bosworth."),
    ("melton", "Melton Borough Council", "Melton", "district",
     "Homes, planning, refuse and leisure in Melton Mowbray and the Vale of Belvoir."),
    ("north-west", "North West Leicestershire District Council", "North West Leicestershire", "district",
     "Homes, planning, refuse and leisure in Coalville, Ashby, Ibstock and Measham."),
    ("oadby-wigston", "Oadby and Wigston Borough Council", "Oadby and Wigston", "district",
     "Homes, planning, refuse and leisure in Oadby, Wigston and South Wigston."),
    ("police", "Leicestershire Constabulary", "Police", "police", "Policing in the county and the city."),
    ("fire", "Leicestershire Fire and Rescue Service", "Fire and rescue", "fire",
     "Fire prevention and rescue, and free safety checks at home."),
    ("health", "County Primary Care Trust", "Health trust", "health",
     "Doctors, community nurses and public health in the county."),
    ("economy", "Leicester Shire Economic Partnership", "Economic Partnership", "business",
     "Business, skills and the money that pays for access centres."),
    ("learning", "Learning and Skills Council", "Learning and Skills", "education", "Training and further education."),
    ("jobs", "Jobcentre Plus", "Jobcentre Plus", "other", "Work and benefits."),
    ("rural-council", "Rural Community Council", "Rural Community Council", "voluntary",
     "Village halls, parish plans and voluntary work in the countryside."),
    ("parishes", "Association of Parish and Local Councils", "Parish councils", "parish",
     "The parish and town councils of the county."),
    ("rural-partnership", "Leicestershire Rural Partnership", "Rural Partnership", "other",
     "Brings together all who work for rural places; began the first citizens’ jury in 2001."),
    ("young-people", "Children and Young People’s Strategic Partnership", "Children and young people", "other",
     "Everybody who works with children and young people in the county."),
    ("voluntary", "Voluntary Action network", "Voluntary Action", "voluntary",
     "Speaks for voluntary and community groups and meets before every board."),
    ("age-concern", "Age Concern Leicestershire and Rutland", "Age Concern", "voluntary", "Works with older people."),
    ("refugee-action", "Refugee Action", "Refugee Action", "voluntary", "Works with refugees and people seeking asylum."),
    ("faiths", "Multi-Faith Partnership", "Multi-Faith Partnership", "faith", "Faith groups across the county."),
    ("culture", "Cultural Strategy Forum", "Culture Forum", "other", "Arts, museums, sport and heritage."),
    ("enable", "ENABLE", "ENABLE", "voluntary", "A partnership for disabled people’s working lives."),
    ("probation", "Probation Service", "Probation", "other", "Works with people on community sentences."),
    ("business", "Chamber of Commerce", "Chamber of Commerce", "business", "Speaks for employers large and small."),
)  # fmt: skip

#: slug, name, who it is for, role of the lead officer, organisation of the lead officer
COMMUNITIES = (
    ("disabled-people", "Disabled people",
     "Everybody who meets barriers because of an impairment or a long-term condition.", "Accessible services lead", "county"),
    ("black-and-minority-ethnic", "Black and minority ethnic communities",
     "People who face racism or are left out because of their ethnic group, language or culture.", "Race equality lead", "county"),
    ("faith-groups", "Faith groups", "People of every faith, and the places they meet in.", "Cohesion lead", "county"),
    ("rural-residents", "Rural residents", "People who live in villages and the open country.", "Rural lead", "rural-partnership"),
    ("carers", "Carers", "People who look after somebody without being paid.", "Carers lead", "health"),
    ("young-people", "Young people", "People of 13 to 19, and those who leave care up to 25.", "Participation lead", "young-people"),
    ("older-people", "Older people", "People over 60, and those who help them.", "Ageing well lead", "age-concern"),
)  # fmt: skip

TOPICS = (
    ("transport", "Transport"),
    ("health-and-care", "Health and care"),
    ("community-safety", "Community safety"),
    ("children-and-young-people", "Children and young people"),
    ("places-and-buildings", "Places and buildings"),
    ("council-services", "Council services"),
    ("equality", "Equality and inclusion"),
    ("how-we-work", "How the partnership works"),
    ("money", "Grants and money"),
)
AREAS = (
    ("whole-county", "Whole county"),
    ("blaby", "Blaby"),
    ("charnwood", "Charnwood"),
    ("harborough", "Harborough"),
    ("hinckley-and-bosworth", "Hinckley and Bosworth"),
    ("melton", "Melton"),
    ("north-west-leicestershire", "North West Leicestershire"),
    ("oadby-and-wigston", "Oadby and Wigston"),
)
AUDIENCES = (
    ("everybody", "Everybody"),
    ("bus-users", "Bus users"),
    ("parents", "Parents and carers of children"),
    ("voluntary-groups", "Voluntary groups"),
    ("parish-councils", "Parish councils"),
    ("businesses", "Businesses"),
    ("frontline-staff", "Front-line staff"),
)
