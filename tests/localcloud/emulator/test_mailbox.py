from localcloud.emulator.mailbox import Mailbox


def test_the_newest_five_hundred_mails_are_kept() -> None:
    mailbox = Mailbox()
    for number in range(502):
        mailbox.deliver(to="ada@example.org", subject="", body="", code=str(number))

    kept = [mail["code"] for mail in mailbox.as_json()]

    assert kept == [str(number) for number in range(501, 1, -1)]


def test_saved_mails_are_loaded_in_order() -> None:
    mailbox, later = Mailbox(), Mailbox()
    for number in range(500):
        mailbox.deliver(to="ada@example.org", subject="", body="", code=str(number))

    later.restore(mailbox.as_json())

    assert later.as_json() == mailbox.as_json()
