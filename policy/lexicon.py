"""lexicon: words by which a tool that says nothing of its risk gives itself away.

The lists are the field's common verbs in their base form, never a product's or a demo's names. A
word that is missing here costs a reviewer's minute; one too many does, too.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


READS = _words(
    """
    get list read search find fetch query describe show view count check lookup look summarize
    summarise calculate compute compare convert translate explain analyze analyse inspect browse
    retrieve select preview estimate validate verify lint parse extract classify detect measure
    diff stat head tail tree glob grep resolve geocode forecast ping whoami recall think reverse
    directions distance elevation load scan match rank score rate info status
    """
)
DESTROYS = _words(
    """
    delete remove drop destroy purge erase wipe truncate terminate kill revoke uninstall overwrite
    reset unlink rm rmdir prune clear discard format expire disable deactivate decommission evict
    detach cancel close archive trash flush rollback force shutdown stop suspend ban block
    """
)
SENDS = _words(
    """
    send email mail post publish tweet notify message call dial sms text invite share reply
    forward submit broadcast announce respond contact upload push emit dispatch fax
    """
)
PAYS = _words(
    """
    pay transfer refund charge buy purchase order trade sell withdraw deposit payout invoice book
    reserve subscribe donate bid wire remit reimburse credit debit settle mint swap stake
    """
)
EXECUTES = _words(
    """
    run exec execute eval evaluate shell bash command script sql invoke spawn launch deploy
    install compile build trigger start restart apply patch merge release migrate navigate click
    type fill press drag tap
    """
)
CHANGES = _words(
    """
    create add update set edit rename write save tag label comment draft insert upsert modify
    change move copy assign unassign mark schedule reschedule import append replace put store
    register enable activate configure toggle pin unpin star lock unlock approve reject fork
    commit increase decrease adjust sync link unlink remember issue make open generate
    """
)
GRANTS = _words(
    """
    grant permission permissions role roles access admin administrator password passwords
    credential credentials secret secrets token tokens key keys firewall acl policy ownership
    privilege privileges sudo
    """
)
PHYSICAL = _words(
    """
    robot drone door gate valve motor thermostat actuator vehicle car lock unlock arm hire courier
    pickup printer machine oven heater engine
    """
)
REGULATED = _words(
    """
    candidate applicant applicants hire hiring fire dismiss loan mortgage creditworthiness
    diagnose diagnosis prescribe prescription medical patient patients medication dosage clinical
    biometric benefits eligibility visa asylum parole underwriting insurance tax legal gdpr hipaa
    """
)
LIGHT = _words("tag label star unstar pin unpin draft bookmark like remember note")
SECRETS = _words("password passwords credential credentials secret secrets token tokens key keys")
ADDRESSEES = _words("to recipient recipients cc bcc channel phone url uri webhook endpoint")
MANY = _words("all bulk mass batch everyone everybody many every broadcast")
MONEY_NAMES = _words("amount price total sum cost fee payment value budget bid spend")
CODE_NAMES = _words("command cmd code script shell expression program sql")
BODY_NAMES = _words("body payload data content text message html")
