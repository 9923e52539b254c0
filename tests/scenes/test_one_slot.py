"""One slot from end to end: founded, raised, asked in turn, committed, and reported back on."""

from pathlib import Path

from tests.house import a_house, labels, plain


async def test_a_slot_runs_from_the_issue_to_the_report_back(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        answer = await house.command(house.chloe, "/set-issue", "Two departments will not share a technician")
        assert "Two departments" in answer.text
        await house.to(house.clock.now().replace(day=10))
        await house.press(house.ana, "Start")
        for one in (house.ben, house.chloe, house.dan, house.eva):
            await house.press(one, "I'm here")
        for m in house.ws.everything(house.room):
            print("--", m.thread_ts, plain(m.text), labels(m))
        await house.press(house.chloe, "That's it")
        await house.press(house.chloe, "Next")
        for i in range(3):
            call = [m for m in house.ws.everything(house.room) if "Another prompt" in labels(m)][-1]
            peer = min((p for p in house.people if p.id in call.text), key=lambda p: call.text.index(p.id))
            await house.press(peer, "Another prompt")
            await house.say(peer, "What would have to be true for the two heads to want this?")
            await house.say(house.chloe, "I think they would have to trust each other")
            await house.press(peer, "Done")
        call = [m for m in house.ws.everything(house.room) if "Next" in labels(m)][-1]
        print(labels(call), call.text)
        a = await house.ws.press(house.chloe, call, "controls_more", option="Next")
        await house.settle()
        print([plain(e.text) for e in house.ws.ephemerals(house.chloe)][-3:])
        await house.press(house.chloe, "Write it down")
        await house.submit(house.chloe, restated="How do I make it safe for either head to go first")
        await house.command(house.chloe, "/action", "Ask Mo for twenty minutes alone by Friday")
        await house.press(house.chloe, "That's all")
        for m in house.ws.everything(house.room):
            print("--", m.thread_ts, plain(m.text), labels(m))
        for p in house.people:
            print(p.name, [plain(e.text) for e in house.ws.ephemerals(p)])
        await house.say(house.ana, "I learned to wait")
        await house.say(house.ben, "I learned to wait")
        await house.say(house.dan, "I learned to wait")
        await house.say(house.eva, "I learned to wait")
        await house.press(house.chloe, "Which question helped most?")
        v = house.ws.view(house.chloe)
        print(v)
        await house.submit(
            house.chloe, turn=[b for b in v["blocks"] if b["type"] == "input"][0]["element"]["options"][0]["value"]
        )
        for m in house.ws.everything(house.room)[-4:]:
            print("--", m.thread_ts, plain(m.text), labels(m))
        await house.press(house.ana, "Next")
        await house.press(house.ana, "Close")
        for m in house.ws.everything(house.room)[-3:]:
            print("--", m.thread_ts, plain(m.text), labels(m))
        for m in house.ws.messages(house.room):
            print("==", m.thread_ts, plain(m.text), labels(m))
        await house.to(house.clock.now().replace(day=19))
        for m in house.ws.dm(house.chloe):
            print("DM", plain(m.text), labels(m))
