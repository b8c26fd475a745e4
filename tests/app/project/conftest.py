"""The club of the campaigns' tests: a project keeps and finishes their exports."""

from tests.app.campaign.conftest import child, club, club_file, people, plan, read_csv, recipients

__all__ = ["child", "club", "club_file", "people", "plan", "read_csv", "recipients"]
