"""What kinds of files there are, each whole in one module; to add one is its module and a line here."""

from app.ingest.kinds import import_kind
from app.ingest.kinds.code_files import CodeFiles
from app.ingest.kinds.consent_files import ConsentFiles
from app.ingest.kinds.event_files import EventFiles
from app.ingest.kinds.order_files import OrderFiles
from app.ingest.kinds.people_files import PeopleFiles
from app.ingest.kinds.product_files import ProductFiles
from app.ingest.kinds.result_files import ResultFiles
from app.ingest.kinds.score_files import ScoreFiles
from app.ingest.kinds.store_files import StoreFiles
from app.ingest.kinds.suppression_files import SuppressionFiles

for _kind in (
    PeopleFiles(), EventFiles(), OrderFiles(), ProductFiles(), ConsentFiles(), SuppressionFiles(), ScoreFiles(),
    ResultFiles(), StoreFiles(), CodeFiles(),
):  # fmt: skip
    import_kind.add(_kind)
