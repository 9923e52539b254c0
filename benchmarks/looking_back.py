"""What people do with a record: they look at it, turn its pages, and take it along; and the stories of their actions."""

from typing import Any

from benchmarks.gestures import press_in_form, press_private
from benchmarks.set_size import SetSize
from prompts import ids
from rehearsal.people import Person
from tests.scene import Scene


async def taking_along(scene: Scene, _: SetSize) -> None:
    """That of the set by command and by button, one's own, the open actions of the set, and a calendar."""
    await scene.command(scene.ben, "/set", "record")
    await press_in_form(scene, scene.ben, "Markdown")
    await _turn(scene, scene.ben, ids.RECORD_PAGE, "Markdown")
    await scene.command(scene.ben, "/set", "record mine")
    await press_in_form(scene, scene.ben, "CSV")
    await scene.ws.close_view(scene.ben)
    for label in ("Record", "Open actions"):
        await scene.command(scene.ben, "/set", "")
        await press_private(scene, scene.ben, label)
        await scene.ws.close_view(scene.ben)
    await scene.command(scene.ben, "/set", "actions")
    set_id = _value(scene.ws.ephemerals(scene.ben)[-1].blocks, "Record").rpartition("|")[2]
    await _press(
        scene, scene.ben, scene.ws.view(scene.ben) or {}, ids.SET_ACTIONS_PAGE, ids.value("actions", f"{set_id}.1")
    )
    await scene.ws.close_view(scene.ben)
    await press_private(scene, scene.ben, "Calendar file")


async def own_questions(scene: Scene, _: SetSize) -> None:
    """One is added by the button, and taken away again in the form that the command opens."""
    await scene.command(scene.ben, "/set", "")
    await press_private(scene, scene.ben, "Our questions")
    await scene.submit(scene.ben, question="What would the children say?", when="any", doubt="ask")
    await scene.command(scene.ben, "/set", "questions")
    await press_in_form(scene, scene.ben, "Take away")
    await scene.ws.close_view(scene.ben)


async def something_off(scene: Scene, _: SetSize) -> None:
    """By the button one looks at it, changes it, and sends it; by the command another tells the facilitator alone, who reads it."""
    await scene.command(scene.ben, "/set", "")
    await press_private(scene, scene.ben, "Something is off")
    await scene.submit(scene.ben, words="We tell more than we ask")
    await press_private(scene, scene.ben, "Change it")
    await scene.submit(scene.ben, words="We tell, and rarely ask")
    await press_private(scene, scene.ben, "Send it")
    await _has_adviser(scene, scene.otto.id)
    await scene.command(scene.dan, "/set", "concern")
    await scene.submit(scene.dan, words="We are rarely all there")
    await press_private(scene, scene.dan, "Tell the facilitator privately")
    await press_private(scene, scene.dan, "Tell them")
    await scene.pass_time(days=1)
    await press_private(scene, scene.otto, "Read it")
    await scene.submit(scene.otto)
    await _has_adviser(scene, "")


async def _has_adviser(scene: Scene, adviser: str) -> None:
    """Nobody, where it is empty: the set has no facilitator in the rest of its life."""
    await scene.command(scene.ana, "/set", "")
    await press_private(scene, scene.ana, "Change the set")
    await scene.submit(scene.ana, adviser=adviser)


async def at_home(scene: Scene, _: SetSize) -> None:
    """On the home tab: the story of an action, and the pages of both."""
    await scene.ws.open_home(scene.ana)
    await scene.settle()
    home = scene.ws.home(scene.ana) or {}
    action_id = _value(home["blocks"], "Story").rpartition("|")[2]
    await scene.ws.press(scene.ana, home, "Story", value=ids.value("action", action_id))
    await scene.settle()
    await _press(
        scene, scene.ana, scene.ws.view(scene.ana) or {}, ids.STORY_PAGE, ids.value("action", f"{action_id}.1")
    )
    await scene.ws.close_view(scene.ana)
    await _press(scene, scene.ana, scene.ws.home(scene.ana) or {}, ids.HOME_PAGE, ids.value("home", "1"))


async def _turn(scene: Scene, who: Person, action_id: str, beside: str) -> None:
    """Turn a page of the form that is open, be there another one or not: to the place that the button beside it carries."""
    view = scene.ws.view(who) or {}
    await _press(scene, who, view, action_id, _value(view["blocks"], beside))


async def _press(scene: Scene, who: Person, view: dict[str, Any], action_id: str, value: str) -> None:
    """Press a button that the view has only where there is more than one page."""
    button = {"type": "button", "action_id": action_id, "value": value, "text": {"type": "plain_text", "text": "More"}}
    forged = {**view, "blocks": [{"type": "actions", "block_id": "forged", "elements": [button]}]}
    await scene.ws.press(who, forged, action_id)
    await scene.settle()


def _value(blocks: list[dict[str, Any]], label: str) -> str:
    """What the first button of that label carries."""
    buttons = (one for block in blocks for one in block.get("elements", ()) if one["type"] == "button")
    return next(str(one["value"]) for one in buttons if one["text"]["text"] == label)
