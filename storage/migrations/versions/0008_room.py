"""Nothing: this number is another's, whose changes come with theirs"""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Change nothing."""
