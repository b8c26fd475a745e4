"""Files that hold a template, a plan, a rule or a mapping: what is none says so, and nothing waits for a pipe."""

import os
import sys
from pathlib import Path

import pytest

from app.domain.problems import FileProblem
from app.project import textfiles


def test_text_and_json_come_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b'\xef\xbb\xbf{"a":\r\n"\xc3\xbc"}')
    assert textfiles.text(file, "a rule") == '{"a":\n"ü"}'
    assert textfiles.as_json(str(file), "a rule") == {"a": "ü"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "a.json holds no JSON. "),
        (b"", "a.json holds no JSON. "),
        (b"[" * 100_000, "a.json holds no JSON that can be read. It nests too deep. Write a rule."),
        (b'{"a": "\xff"}', "a.json is no UTF-8 text. Save it as UTF-8."),
    ],
)
def test_what_is_no_json_says_so(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(content)
    with pytest.raises(FileProblem) as caught:
        textfiles.as_json(file, "a rule")
    assert str(caught.value).startswith(said)


def test_a_file_that_no_rule_can_be_is_not_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    with file.open("wb") as sparse:
        sparse.truncate(1 << 40)
    with pytest.raises(FileProblem, match=r"a\.json is larger than 64 MB\. Name a file that holds a rule\."):
        textfiles.text(file, "a rule")


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes among its files")
def test_nothing_waits_for_a_pipe_or_reads_a_device(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(FileProblem, match=f"{path.name} is no file. Name a file that holds a rule."):
            textfiles.as_json(path, "a rule")
    with pytest.raises(FileProblem, match="is a folder"):
        textfiles.text(tmp_path, "a rule")
    with pytest.raises(FileProblem, match=r"none.json cannot be read\. .*Name a file that holds a rule"):
        textfiles.text(tmp_path / "none.json", "a rule")
