"""Which posts of a live page are gone, and which only are not shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from livetui.engine.withdrawal import BELIEVED, FOOT, Verdict, added, judge, unchanged
from livetui.model.entry import Entry, first_number
from livetui.model.shown import Post, Shown
from livetui.store import Known


def page(keys: str, pinned: str = "") -> list[Entry]:
    """Posts of these ids, the newest first."""
    return [Entry(key, title=key, live=True, pinned=key in pinned) for key in keys]


def known(keys: str) -> dict[str, Known]:
    """What the store says of posts: "a" is older than "b"."""
    return {key: Known(first_number(ord(key)), key, "", "") for key in keys}


ALL = known("abcdefghijklmnopqrstuvwxyz")


def polls(*pages: str, start: str) -> list[Verdict]:
    """Good polls one after the other; what each one says."""
    shown = judge(page(start), None, {}).shown
    said = []
    for keys in pages:
        said.append(judge(page(keys), shown, ALL))
        shown = said[-1].shown
    return said


def gone(*pages: str, start: str) -> list[str]:
    """The posts that each of the polls withdraws."""
    return ["".join(verdict.gone) for verdict in polls(*pages, start=start)]


def test_a_post_is_withdrawn_by_the_second_poll_that_misses_it() -> None:
    """Once may be a hiccup; both times older posts must still be there."""
    assert gone("fedba", "fedba", "fedba", start="fedcba") == ["", "c", ""]
    assert gone("fdcba", "hgfdcba", start="fedcba") == ["", "e"]
    assert gone("edcba", "edcba", start="fedcba") == ["", "f"]


def test_an_unchanged_answer_is_a_good_poll() -> None:
    """The server says that the page is as it was: what was missed then is missed again."""
    shown = judge(page("fedba"), judge(page("fedcba"), None, {}).shown, ALL).shown
    assert unchanged(shown).gone == ("c",)
    assert unchanged(unchanged(shown).shown).gone == ()


def test_a_page_cut_to_its_newest_posts_withdraws_none() -> None:
    """What is missing at the old end is no longer shown, and that is all."""
    assert gone("jihgfe", "lkjihg", "lkjihg", start="hgfedcba") == ["", "", ""]
    assert gone("fed", "fed", start="fedcba") == ["", ""]


def test_a_page_that_lists_its_oldest_post_first_is_understood() -> None:
    """There the newest stand last, and the first ones are those that are cut."""
    assert gone("cdefgh", "cdefgh", start="abcdef") == ["", ""]
    assert gone("abdef", "abdef", start="abcdef") == ["", "c"]


def test_a_ranked_page_withdraws_nothing_that_it_may_have_cut() -> None:
    """The post stood last on the page: that older ones stand above it proves nothing."""
    assert gone("fdacb", "fdacb", start="fdacbe") == ["", ""]


def test_a_pinned_post_is_no_witness() -> None:
    """The oldest post stays at the top of a page that is cut below it."""
    shown = judge(page("afedcb", pinned="a"), None, {}).shown
    for _ in range(3):
        verdict = judge(page("ahgfe", pinned="a"), shown, ALL)
        assert verdict.gone == ()
        shown = verdict.shown


def test_a_post_that_is_there_again_was_never_gone() -> None:
    """One miss is forgotten by the next good poll that finds the post."""
    assert gone("fedba", "fedcba", "fedba", "fedcba", start="fedcba") == ["", "", "", ""]


def test_half_a_page_is_not_believed() -> None:
    """Under half of the posts, or none, is an error: nothing is missed, and the good page after it counts as before."""
    shown = judge(page("hgfedcba"), None, {}).shown
    for keys in ("", "cba", "hg"):
        verdict = judge(page(keys), shown, ALL)
        assert verdict.refused is not None
        assert (verdict.gone, verdict.shown.posts) == ((), shown.posts)
        assert judge(page("hgfedcba"), verdict.shown, ALL) == Verdict(shown)
    assert judge(page("hgfe"), shown, ALL).refused is None


def test_a_short_page_that_stays_so_is_believed_in_the_end() -> None:
    """It has been begun anew: the posts it no longer shows are kept, none is withdrawn. An empty page never is."""
    shown = judge(page("hgfedcba"), None, {}).shown
    said = []
    for keys in ["k", "lk", "mlk"][:BELIEVED]:
        verdict = judge(page(keys), shown, ALL)
        said.append(verdict.refused is None)
        shown = verdict.shown
    assert said == [False, False, True]
    assert shown == Shown((Post("m"), Post("l"), Post("k")), 3)
    for _ in range(9):
        verdict = judge([], shown, ALL)
        assert verdict.refused is not None
        shown = verdict.shown
    other = judge(page("hgfedcba"), None, {}).shown
    for keys in ("a", "b", "c", "d"):  # another rest each time is no page that was begun anew
        verdict = judge(page(keys), other, ALL)
        assert verdict.refused is not None
        other = verdict.shown


def test_an_answer_of_news_alone_withdraws_nothing() -> None:
    """What it does not bring is not missing; what it brings is watched from then on."""
    shown = judge(page("fedba"), judge(page("fedcba"), None, {}).shown, ALL).shown
    after = added(page("hg"), shown)
    assert [post.key for post in after.posts] == list("hgfedcba")
    assert [post.key for post in after.posts if post.missed] == ["c"]
    assert after.found == 5
    assert not any(post.missed for post in added(page("c"), shown).posts)
    assert gone_after(after, "hfedcba", "hfedcba") == "g"


def gone_after(shown: Shown, *pages: str) -> str:
    """What polls withdraw in all."""
    found = ""
    for keys in pages:
        verdict = judge(page(keys), shown, ALL)
        found += "".join(verdict.gone)
        shown = verdict.shown
    return found


def test_another_way_of_reading_says_nothing_of_what_is_missing() -> None:
    """Another rung of the ladder gives other ids: the page is seen as if for the first time."""
    shown = judge(page("fedcba"), None, {}).shown
    verdict = judge(page("FEDCBA"), shown, ALL, comparable=False)
    assert verdict == Verdict(judge(page("FEDCBA"), None, {}).shown)


def test_what_another_way_of_reading_misses_is_gone_where_nearly_all_the_rest_is_there() -> None:
    """A page whose data broke, read from its elements, shows the same posts but one: that one was taken back."""
    shown = judge(page("gfedcba"), None, {}).shown
    verdict = judge(page("hgfdcba"), shown, ALL, comparable=False)
    assert unchanged(verdict.shown).gone == ("e",)
    assert not any(post.missed for post in judge(page("hgfba"), shown, ALL, comparable=False).shown.posts)


@dataclass
class World:
    """A newsroom: the posts it has published, those it has taken back, and what a reader of its page believes."""

    live: list[int] = field(default_factory=lambda: list(range(20)))
    published: int = 20
    withdrawn: set[int] = field(default_factory=set)
    shown: Shown | None = None
    missing: dict[int, int] = field(default_factory=dict)
    believed: set[int] = field(default_factory=set)

    def poll(self, numbers: Sequence[int]) -> None:
        """A poll finds these posts, newest first."""
        entries = [Entry(f"p{n}", title="t") for n in numbers]
        facts = {f"p{n}": Known(first_number(n + 1), f"p{n}", "", "") for n in range(self.published)}
        verdict = judge(entries, self.shown, facts)
        self.shown = verdict.shown
        if verdict.refused is None:
            self.believed -= set(numbers)
            self.believed |= {int(key[1:]) for key in verdict.gone}


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("publish"), st.integers(1, 4)),
        st.tuples(st.just("withdraw"), st.integers(0, 19)),
        st.tuples(st.just("return"), st.integers(0, 19)),
        st.tuples(st.just("good"), st.just(0)),
        st.tuples(st.just("cut"), st.integers(3, 30)),
        st.tuples(st.just("broken"), st.integers(0, 8)),
    ),
    max_size=40,
)


@given(STEPS)
@settings(max_examples=200, deadline=None)
def test_only_what_was_taken_back_is_ever_withdrawn(steps: list[tuple[str, int]]) -> None:
    """Whatever the order of good, cut and failed polls: no post is marked that the newsroom did not take back.

    And after two whole polls every mark is right: what came back bears none, and what is gone bears one, where the page
    was always whole.
    """
    world = World()
    world.poll(sorted(world.live, reverse=True))
    for step, amount in steps:
        match step:
            case "publish":
                world.live += range(world.published, world.published + amount)
                world.published += amount
            case "withdraw" if amount in world.live and len(world.live) > 15:
                world.live.remove(amount)
                world.withdrawn.add(amount)
            case "return" if amount in world.withdrawn:
                world.live.append(amount)
                world.withdrawn.discard(amount)
            case "good":
                world.poll(sorted(world.live, reverse=True))
            case "cut":
                world.poll(sorted(world.live, reverse=True)[:amount])
            case "broken":
                before = world.shown
                world.poll(sorted(world.live)[:amount])
                assert world.shown is not None
                assert before is not None
                if world.shown.refusals:
                    assert world.shown.posts == before.posts
        assert world.believed <= world.withdrawn | set(world.live)
        if step in ("good", "cut"):
            # A mark may be late by a poll, but one that a good poll leaves is true.
            assert world.believed.isdisjoint(set(sorted(world.live, reverse=True)[:3]))
    watched = {int(post.key[1:]) for post in world.shown.posts} if world.shown else set()
    for _ in range(4):
        world.poll(sorted(world.live, reverse=True))
    assert world.believed <= world.withdrawn
    if not any(step in ("cut", "broken") for step, _ in steps):  # a post may go while it is out of sight
        # What is gone from right above the last posts may have been cut, and those be kept at the foot.
        above = sorted(watched.intersection(world.live))[FOOT:][:1]
        assert {n for n in watched & world.withdrawn if above and n > above[0]} <= world.believed
