"""What became of the made-up newsletters."""

import numpy as np

from app.demo.mailing import CAMPAIGNS, KINDS
from app.demo.shop import Shop


def test_nobody_is_mailed_after_leaving(made: Shop) -> None:
    mails = made.mails
    for person in mails.person[mails.kind == KINDS.index("unsubscribed")].tolist():
        theirs = mails.person == person
        left = mails.campaign[theirs & (mails.kind == KINDS.index("unsubscribed"))].min()
        assert mails.campaign[theirs & (mails.kind == KINDS.index("sent"))].max() <= left


def test_only_those_who_agreed_are_mailed(made: Shop) -> None:
    assert set(made.consent[made.mails.person]) == {"yes"}


def test_newsletters_are_opened_at_plausible_rates(made: Shop) -> None:
    mails = made.mails
    by_people = (mails.kind == KINDS.index("opened")) & ~mails.machine
    sent, opened = (
        np.bincount(mails.campaign[which], minlength=len(CAMPAIGNS))
        for which in (mails.kind == KINDS.index("sent"), by_people)
    )
    assert len(sent) == len(CAMPAIGNS)
    assert ((opened > 0.12 * sent) & (opened < 0.5 * sent)).all()
