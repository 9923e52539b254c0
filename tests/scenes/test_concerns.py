"""*Something is off*: nothing ties what was sent to whoever sent it, and both are gone once the meeting is not to be.

What the facilitator alone is told has its sender's name, and is gone once they have read it.
"""

from pathlib import Path

from sqlalchemy import text

from benchmarks.gestures import press_private
from prompts import ids
from rehearsal.people import Person
from tests import forged_payloads
from tests.scene import Scene, a_scene, follows, founded
from tests.scenes.test_erasures import rows


def of_table(scene: Scene, table: str) -> list[dict[str, object]]:
    with rows(scene) as db:
        return [dict(row) for row in db.execute(text(f"SELECT * FROM {table}")).mappings()]  # noqa: S608


async def with_a_facilitator(scene: Scene) -> None:
    await scene.found(adviser=scene.otto.id)


async def once_with_a_facilitator(scene: Scene) -> None:
    await scene.found(adviser=scene.otto.id, meetings="1")


@follows(with_a_facilitator)
async def sent_by_ben(scene: Scene) -> None:
    await scene.command(scene.ben, "/set", "concern")
    await scene.submit(scene.ben, words="We tell more than we ask")
    assert (of_table(scene, "concerns"), of_table(scene, "concern_senders")) == ([], [])
    await press_private(scene, scene.ben, "Send it")


async def test_the_words_say_nothing_of_who_sent_them(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=sent_by_ben) as scene:
        (kept,), (sender,) = of_table(scene, "concerns"), of_table(scene, "concern_senders")
        assert kept.keys() == {"key", "workspace", "meeting_id", "words"}
        assert kept["words"] == "We tell more than we ask"
        assert sender.keys() == {"workspace", "meeting_id", "member_id"}


async def test_both_are_deleted_as_the_set_ends(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=sent_by_ben) as scene:
        await scene.command(scene.ana, "/set", "end set")
        await scene.submit(scene.ana)
        assert (of_table(scene, "concerns"), of_table(scene, "concern_senders")) == ([], [])


WORDS = "We tell more than we ask"


async def told_by_ben(scene: Scene, words: str = WORDS) -> None:
    """At ten on a working day, up to what is passed on."""
    await scene.command(scene.ben, "/set", "concern")
    await scene.submit(scene.ben, words=words)
    await press_private(scene, scene.ben, "Tell the facilitator privately")
    assert of_table(scene, "words_to_adviser") == [] or words != WORDS, "nothing is kept before it is to be sent"
    assert f"<@{scene.otto.id}>, your facilitator, will get this from me privately, with your name" in scene.told(
        scene.ben
    )
    await press_private(scene, scene.ben, "Tell them")
    assert "I'm passing it on to" in scene.told(scene.ben)


def told(scene: Scene, who: Person) -> list[str]:
    return [one.text for one in scene.ws.dm(who) if "works together" in one.text]


async def reads(scene: Scene) -> str:
    """What the form shows that opens for the facilitator."""
    await scene.ws.press(scene.otto, scene.ws.dm(scene.otto)[-1], "Read it")
    await scene.settle()
    view = scene.ws.view(scene.otto)
    assert view is not None
    return str(view["blocks"])


async def test_the_facilitator_is_told_who_has_written_reads_it_and_then_it_is_gone(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=with_a_facilitator) as scene:
        await told_by_ben(scene)
        (direct,) = told(scene, scene.otto)
        assert f"<@{scene.ben.id}> would like you, as facilitator, to know something" in direct
        assert WORDS not in str(scene.ws.dm(scene.otto)[-1].blocks)
        assert WORDS in await reads(scene)
        (kept,) = of_table(scene, "words_to_adviser")
        assert kept["words"] == WORDS, "it can be opened again until it was read"
        await scene.submit(scene.otto)
        assert of_table(scene, "words_to_adviser") == []
        (direct,) = told(scene, scene.otto)
        assert "I've forgotten what." in direct
        assert of_table(scene, "concerns") == of_table(scene, "concern_senders") == []


async def test_pressed_twice_it_is_passed_on_once_and_a_change_takes_its_place(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=with_a_facilitator) as scene:
        await told_by_ben(scene)
        await press_private(scene, scene.ben, "Tell them")
        assert len(of_table(scene, "words_to_adviser")) == len(told(scene, scene.otto)) == 1
        await told_by_ben(scene, "We tell, and rarely ask")
        assert "We tell, and rarely ask" in await reads(scene)
        assert len(told(scene, scene.otto)) == 1


async def test_nobody_but_the_facilitator_reads_it(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=with_a_facilitator) as scene:
        await told_by_ben(scene)
        words_id = of_table(scene, "words_to_adviser")[0]["public_id"]
        for who in (scene.ana, scene.ben):
            message = scene.ws.messages(scene.room)[0]
            await forged_payloads.press(scene, who, message, ids.READ_WORDS, f"1|words|{words_id}")
            assert scene.ws.view(who) is None
            await forged_payloads.submit(scene, who, scene.room, ids.READ_WORDS_FORM, f"1|words|{words_id}", {})
        assert len(of_table(scene, "words_to_adviser")) == 1


async def test_what_was_not_read_is_gone_as_the_meeting_closes_and_its_message_says_so(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=with_a_facilitator) as scene:
        await told_by_ben(scene)
        await scene.start(*scene.people[1:])
        await scene.command(scene.otto, "/set", "end")
        await scene.command(scene.otto, "/set", "end")
        await scene.pass_time(seconds=20)
        assert of_table(scene, "words_to_adviser") == []
        (direct,) = told(scene, scene.otto)
        assert "I've forgotten what." in direct


async def test_where_there_is_no_facilitator_only_the_review_is_offered(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(scene.ben, "/set", "concern")
        await scene.submit(scene.ben, words=WORDS)
        assert "Tell the facilitator" not in str(scene.ws.ephemerals(scene.ben)[-1].blocks)
        preview = scene.ws.ephemerals(scene.ben)[-1]
        value = ids.with_words("set", of_table(scene, "sets")[0]["public_id"], WORDS)  # type: ignore[arg-type]
        await forged_payloads.press(scene, scene.ben, preview, ids.TOLD_FACILITATOR, value)
        assert "no facilitator whom I can write to" in scene.told(scene.ben)


async def test_both_are_deleted_as_whoever_sent_it_is_forgotten(tmp_path: Path) -> None:
    """Nothing says which words are whose: all of that meeting go."""
    async with a_scene(tmp_path, after=sent_by_ben) as scene:
        await scene.command(scene.ben, "/set", "forget")
        await scene.submit(scene.ben)
        assert "I'm deleting" in scene.told(scene.ben)
        await scene.pass_time(minutes=10)
        assert (of_table(scene, "concerns"), of_table(scene, "concern_senders")) == ([], [])


async def test_what_others_sent_stays_as_somebody_who_sent_nothing_is_forgotten(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=sent_by_ben) as scene:
        await scene.command(scene.chloe, "/set", "forget")
        await scene.submit(scene.chloe)
        await scene.pass_time(minutes=10)
        assert (len(of_table(scene, "concerns")), len(of_table(scene, "concern_senders"))) == (1, 1)


async def test_both_are_deleted_as_that_meeting_alone_is_called_off(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=once_with_a_facilitator) as scene:
        await sent_by_ben(scene)
        await scene.command(scene.ana, "/set", "plan")
        await scene.press(scene.ana, "Cancel", scene.ws.ephemerals(scene.ana)[-1])
        await scene.submit(scene.ana)
        await scene.pass_time(minutes=2)
        assert any("called off" in one.text or "cancelled" in one.text for one in scene.ws.messages(scene.room))
        assert (of_table(scene, "concerns"), of_table(scene, "concern_senders")) == ([], [])
