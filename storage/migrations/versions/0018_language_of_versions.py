"""Which language each version of a template is written in: a template may be converted into another"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the column; until now no template ever changed its language."""
    language = sa.Column("language", sa.Text(), nullable=False, server_default=sa.text("'jinja'"))
    op.add_column("template_version", language)
    op.execute(
        "UPDATE template_version SET language ="
        " (SELECT language FROM template WHERE template.id = template_version.template_id)"
        " WHERE template_id IN (SELECT id FROM template)"
    )
