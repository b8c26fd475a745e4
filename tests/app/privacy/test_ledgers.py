"""The ledger says what was answered when, how and to which words, and what follows from it."""

from app import ingest, privacy
from app.project import Project

ANSWERS = """email,channel,topic,status,date,method,wording,double opt-in
ben@shop.example,email,,granted,2020-02-01,web form,Send me news,2020-02-02
ben@shop.example,email,,withdrawn,2020-04-01,link,Stop,
ben@shop.example,email,Tea,granted,2020-05-01,web form,News of tea,yes
ben@shop.example,sms,,granted,2020-02-01,on paper,Text me,no
"""


def test_each_channel_and_topic_has_its_state_and_all_its_answers(shop: Project) -> None:
    file = shop.path.parent / "files" / "ledger.csv"
    file.write_text(ANSWERS, "utf-8")
    ingest.run_import(shop, file, "consents")
    found = {(one.channel, one.topic): one for one in privacy.ledger(shop, "ben@shop.example")}
    assert {place: one.state for place, one in found.items()} == {
        ("email", None): "withdrawn", ("email", "Tea"): "withdrawn", ("sms", None): "granted",
    }  # fmt: skip
    newest, first_of_file, *_ = found["email", None].answers
    assert (newest["status"], newest["method"], newest["wording"], newest["file"]) == (
        "withdrawn", "link", "Stop", "ledger.csv",
    )  # fmt: skip
    assert (first_of_file["double_opt_in"], first_of_file["at"][:10]) == (True, "2020-02-01")
    assert found["sms", None].answers[0]["double_opt_in"] is False
