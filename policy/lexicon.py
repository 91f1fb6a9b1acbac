"""lexicon: words by which a tool that says nothing of its risk gives itself away.

The lists are the field's common verbs in their base form, never a product's or a demo's names. A
word that is missing here costs a reviewer's minute; one too many does, too.
"""


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


READS = words(
    """
    get list read search find fetch query describe show view count check lookup look summarize
    summarise calculate compute compare convert translate explain analyze analyse inspect browse
    retrieve select preview estimate validate verify lint parse extract classify detect measure
    diff stat head tail tree glob grep resolve geocode forecast ping whoami recall think reverse
    directions distance elevation load scan match rank score info status
    define recommend suggest predict transcribe embed calculator guess
    multiply divide subtract sum average solve sort identify display concatenate concat
    """
)
# What a name that ends in it only tells, where nothing else in the tool speaks of a deed.
TOLD = words(
    """
    analysis availability balance chart details directions documentation facts forecast help history
    info information interactions level levels log logs lookup map metrics overview places quote
    rate rates results screenshot stats statistics status summary time topics transcript weather
    """
)
# Verbs that are verbs wherever they stand in a name: `search_insert` inserts.
DEEDS_ALWAYS = words(
    "append delete destroy erase insert modify overwrite remove replace revoke terminate upsert"
)
# How a description speaks of its own tool, what stands between that and the verb, and the verbs
# that only say how it is made: "it calls the API".
TOOLS = words(
    "function tool method api endpoint operation utility command action service module routine it"
)
FILLERS = words(
    """
    that which is are can could will would may might be been used designed intended meant
    responsible allows allow lets let enables enable helps help you user users one us them the to
    for also then simply just automatically agent this a an
    """
)
OF_ITSELF = words("applies call calls load loads run runs trigger triggers use uses")
# Verbs that are nouns further on in a name, as in `exchange_rate`.
NOUNS_LATER = words("text rate")
# Who looks at a secret in one of these ways does not tell it.
CHECKING = words("check count estimate validate verify")
# Between two of these, "to" converts; "format" in front of one wipes no disk.
FORMATS = words("text speech audio image video html markdown pdf csv json xml yaml")
# Reading verbs that are deeds with one of these behind them, as in `check_out`.
AFTER_DEEDS = words("in out off")
# Who resolves one of these settles it; who selects an option, does.
SETTLED = words(
    """
    thread review conversation issue ticket comment conflict incident alert dispute case request
    bug option
    """
)
SETTLING = words("resolve select")
# A name that begins with one of these nouns and ends in a reading verb reads: `issue_read`.
NOUNS_FIRST = words(
    """
    issue issues label labels comment comments message messages note notes release releases
    commit commits order orders post posts star stars fork forks draft drafts
    """
)
READS_LAST = words("read get search fetch query lookup")
# What holds so much that to destroy it is to destroy many.
CONTAINERS = words(
    """
    repository repo bucket table database schema cluster namespace keyspace organization tenant
    volume warehouse workspace
    """
)
# Beside one of these, to check something out moves no money.
CHECKED_OUT = words("git branch repo repository ref commit file files book books")

DESTROYS = words(
    """
    delete remove drop destroy purge erase wipe truncate terminate kill revoke uninstall overwrite
    reset unlink rm rmdir prune clear discard format expire disable deactivate decommission evict
    detach cancel close archive trash flush rollback force shutdown stop suspend ban block
    """
)
SENDS = words(
    """
    send email mail post publish tweet notify message call dial sms text invite share reply
    forward submit broadcast announce respond contact upload push emit dispatch fax
    """
)
PAYS = words(
    """
    pay transfer refund charge buy purchase order trade sell withdraw deposit payout invoice book
    checkout reserve subscribe donate bid wire remit reimburse credit debit settle mint swap stake
    """
)
EXECUTES = words(
    """
    run exec execute eval evaluate shell bash command script sql invoke spawn launch deploy
    install compile build trigger start restart apply patch merge release migrate navigate click
    type fill press drag tap initiate
    """
)
CHANGES = words(
    """
    create add update set edit rename write save tag label comment draft insert upsert modify
    change move copy assign unassign mark schedule reschedule import append replace put store
    register enable activate configure toggle pin unpin star lock unlock approve reject fork
    commit increase decrease adjust sync link unlink remember issue make open print manage
    record
    rate
    """
)
GRANTS = words(
    """
    grant permission permissions role roles access admin administrator password passwords
    credential credentials secret secrets token tokens key keys firewall acl policy ownership
    privilege privileges sudo
    """
)
PHYSICAL = words(
    """
    robot drone door gate valve motor thermostat actuator vehicle car lock unlock arm hire courier
    pickup printer machine oven heater engine
    """
)
REGULATED = words(
    """
    candidate applicant applicants hire hiring fire employee employees worker workers loan
    mortgage creditworthiness
    diagnose diagnosis prescribe prescription medical patient patients medication dosage clinical
    biometric benefits eligibility visa asylum parole underwriting insurance tax legal gdpr hipaa
    """
)
LIGHT = words(
    """
    tag label star unstar pin unpin draft bookmark like remember note generate wait hover scroll
    play
    """
)
SECRETS = words("password passwords credential credentials secret secrets token tokens key keys")
ADDRESSEES = words("to recipient recipients cc bcc channel phone url uri webhook endpoint")
MANY = words("all bulk mass batch everyone everybody many every broadcast")
# The last word of an argument that is a sum, before its unit; some only where something is paid.
MONEY_NAMES = words("amount price total sum cost fee payment budget bid spend")
MONEY_NAMES_IN_PAYING = words("value")
UNITS = words("minor cents usd eur gbp chf dollars euros pounds")
CODE_NAMES = words("command cmd code script shell program sql")
CODE_WORDS = words("code script javascript python command shell program function")
SEEKING = words("list search find query count")
BODY_NAMES = words("body payload data content text message html")
