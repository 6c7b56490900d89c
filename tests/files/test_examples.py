"""The examples: canonical, ready to run, and what their notes say."""

import pytest

from bpdesk.assets import resource
from bpdesk.files.examples import FOLDER, load_example, names, title
from bpdesk.files.schema import write
from bpdesk.model.problems import problems


def test_the_order_names_every_file() -> None:
    files = {path.stem for path in resource(FOLDER).glob("*.bpdesk")}
    assert sorted(names()) == sorted(files)
    assert names() == ("one-weight", "chain-of-two", "chain-of-two-frozen", "layered", "xor", "mazur", "han-kamber")


@pytest.mark.parametrize("name", names())
def test_an_example_is_canonical(name: str) -> None:
    assert write(load_example(name)).encode() == resource(FOLDER, f"{name}.bpdesk").read_bytes()


@pytest.mark.parametrize("name", names())
def test_an_example_runs_without_a_remark(name: str) -> None:
    assert problems(load_example(name)) == []


@pytest.mark.parametrize("name", names())
def test_an_example_says_what_it_shows_and_whence(name: str) -> None:
    example = load_example(name)
    assert title(name) == example.title != ""
    assert "**Source.**" in example.notes
    assert all(node.label for node in example.network.nodes)
    assert all(edge.label for edge in example.network.edges)


def test_the_titles_differ() -> None:
    assert len({title(name) for name in names()}) == len(names())


def test_the_first_example_is_the_posts() -> None:
    example = load_example("one-weight")
    assert example.data is not None
    assert [edge.weight for edge in example.network.edges] == [-23.1]
    assert list(example.data.train) == [(5.7, 50.1)]
    assert example.training.learning_rate == 0.007


def test_there_is_no_other_example() -> None:
    with pytest.raises(KeyError):
        load_example("../examples/xor")
