"""Messages as set members write them, by what they are: for the tests of what kind a message is."""

from collections.abc import Mapping
from typing import Final

from bot.domain.questions import Kind

MESSAGES: Final[Mapping[Kind, list[str]]] = {
    Kind.OPEN: """
Kwame what happens on the ward when you are on leave?
Out of curiosity what kind of head do you want to be at fifty?
looking at https://x.example/rota what surprises you?
Share a moment in which it went well.
what sort of days do you look forward to now
what makes you say that she will leave
Chloé, what worries you most
Chloé who gains from this
Ok Chloé what worries you most
Thanks Chloé, what worries you most
Priya - which of them would miss you
Ben can you say more
From what you said, what worries you most
If nothing changes what happens
In three years what will be different
In your view whose job is this
Two heads, one technician - who decides
My question: who gains
1) what matters most to you
Looking at <https://x.example|this plan> what worries you most
See <https://x.example> what do you make of it
re <#C1|general> who decides there
thanks for being so frank with us 🙏 what is it you fear most
That took courage :heart: Which part of it stays with you?
Can you sketch for us how a shift begins?
Please just explain for me how the money flows
Should one of the nurses fall ill, who would notice first?
would love to hear how the interview felt
I'd be keen to understand what the union hopes for
It'd be good for us to know how the vote came about
Name two things you would miss about this team.
Complete the sentence for me, if you like.
Do tell us how it ended.
kindly describe the handover on a bad day
Perhaps you could tell us what the audit found
I heard all of it and I keep asking myself what you want from the board
Where in that meeting did you stop listening?
Meaning what, though?
is it okay if I ask what your father said
With nobody watching, you would say what?
Why not? What is in the way?
mind telling us what the chair wrote?
Looking at the rota I was wondering what the night staff make of it
In a trust of 12,000 people what is the place for you
What would the governors notice first if this went well?
what's it like to walk into that staff room on a Monday
How do you decide which ward gets the extra nurse?
who else has a stake in the rota
You mentioned that the trustees were split. What lies behind that split?
Thanks for sharing that, it sounds hard. What matters most to you in this?
I'm hearing two things in what you said, the budget and the people. Which of them weighs more?
Coming back to the councillor for a moment, how did she react when you told her?
Could you say a little more about what happened in the handover?
Would you be willing to tell us how the complaint started?
Can you describe a normal morning on the unit?
tell us more about the deputy
I wonder what the parents would say if they were here.
I'm curious how you came to take this on
I'd be interested to hear what you have learned about yourself so far
If you were the commissioner, what would you want to see?
When the inspector left, what was going through your head?
As a head of year, what is yours to decide here?
*What* do you want for yourself in all this?
:thinking_face: what are you assuming about the board
So given all of that, and knowing that the deadline is in March, where could you begin?
What have you already done about the waiting list?
What stops you?
What else?
And what else is true?
In what sense is it your job?
From whose point of view is this a problem?
With whom could you test the idea?
To what extent is it about trust?
What's underneath the tiredness, if you don't mind me asking?
May I ask what made you stay?
Can I ask how you felt when the letter came?
Just so I understand, what does "acting up" mean in your trust?
My question is: what would you like to be different by Easter
what do you need from us today
which part of the merger keeps you awake
how might the caretaker see this
Why is this coming up now?
Why do you think the carers have gone quiet?
What leads you to believe that the mayor will say no?
What could you do that you haven't done yet?
What would you try if nobody could blame you?
How would you know that you should stop?
What advice would you give to a friend in your place?
What do you think you should do?
How could the team help you with the timetable?
What might happen if you said nothing?
What options are there, including odd ones?
who could you ask?
what's your gut telling you
how are things between you and the new head now
What was different on the days when it worked?
Tell me about a time when the two departments did work together.
Say more?
Help us to see the room: who sat where?
Please describe what a good outcome looks like.
Sorry if this is obvious, but what exactly does the safeguarding lead do in your school?
Hmm, that makes me think. What part of this do you enjoy?
i wanted to ask about your chair of trustees, how does she usually handle bad news?
so what r u hoping for
The thing I keep coming back to is the night shift - what do they say?
It's six months on and this has moved. What do you see?
On a good day, how do you handle it?
What is it about his tone that gets to you?
How is it that the finance team hears of it last?
What do you make of the fact that nobody objected?
What are you afraid they might say?
For you personally, what is at risk?
Where in your week is there room for this?
What would have to be true for the plan to work?
how come the trustees never saw the figures
What's the smallest step that would feel like progress
what did you notice when she said that
What do you mean by "ready"?
How has the reorganisation changed what you look forward to?
What do you want to be able to say to the parents in July?
what makes next tuesday so important
Could you help me understand what the board has actually decided?
Do you mind telling us what was said?
What if nothing changes?
I would like to understand what "capacity" means on your ward
Picking up on Mo's question, what would your patients say
I know you should probably leave the rota alone, but what would you do with it if you could?
You could tell her or you could wait. What feels right to you?
Maybe this is not fair, but what part do you play in it?
It seems to me that the board isn't listening; how do you experience it?
We had that at our hospice too. What have the families told you?
Sounds tough. What keeps you going?
Let me make sure I understand: what exactly did the auditor ask for?
Before I ask anything else, how are you feeling right now?
What should the parish council understand about your side?
How should we listen to you today?
What haven't we asked you?
What don't you know yet?
Why isn't it working on the third floor?
Who would not want this to happen?
What can't you say in that meeting?
How might you make sure that the porters hear of it?
What would make it better?
what would help
What would help you most right now?
How helpful has the mentor been?
how confident are you that the head will agree
What could possibly go wrong, in your view?
What do you really want to ask her?
What is it that you actually control?
If money was no object, which of the three would you choose?
Suppose the bid fails. What then?
Imagine you wake up and it's solved. What is the first thing you notice?
and how did the caretaker respond?
Ben, how would you know it was time to let go?
Hi Chloé, thanks for bringing this. What does "stuck" look like on an ordinary day?
Great example. What did you do differently that time?
I'm wondering what the nurses would say if nobody from management was in the room.
I've been wondering how you see your own part in this
Not sure how to put this... what are you avoiding?
in one word, how does it feel
On reflection, what would you change about the way you told the parents?
At what point did you realise that the trustees had already decided?
Over the last month what has shifted
After everything that has happened, where does your loyalty lie?
Whose approval are you waiting for?
Whose problem is it?
What is the question you'd rather we didn't ask?
What makes you say that?
Such as?
Meaning what?
How so?
Because?
What happened next?
And then?
Where does that leave you?
You seem angry. Where does that come from?
How would it be if you did nothing for a month?
What do you think the children would tell us?
what do you suppose is behind the silence of the union
Talk us through the day the complaint came in.
Can you walk us through what happened at the away day?
Could you paint a picture of what good looks like on your ward?
Would you mind saying a bit more about the history with the diocese?
Do you mind if I ask what your own manager thinks?
I'd like to hear more about how the merger has affected you
Say a bit more about "unsafe".
Go on, what else did she say?
Tell me what you'd do if it was only up to you
Any idea why the parents stopped coming?
any thoughts on what you want to do first
You've described the head's view and the deputy's view. What's yours?
So your trustees want growth, your staff want rest, and you're in the middle: what do you want?
If I asked your team, what would they say about how you lead?
how did you first get involved with the food bank
The bit about your father struck me. What does he have to do with how you lead?
What would you say to a newly qualified teacher in the same position?
What might you be missing?
what are three things you could do this week
In what way has the new rota been unfair?
How else could this be read?
I noticed you smiled when you spoke about the choir. What is it about the choir?
What did you mean by "they"?
:wave: Sorry I was late. What would you like to get out of the next half hour?
what's really going on between finance and operations?
Looking back over the year, what are you proud of?
What, if anything, would you do differently?
Which voice is missing?
hw do u feel abt the new chair
how would the best version of you deal w this
What is your sense of why the volunteers stay?
Could I ask what you are hoping the board will do?
If you already knew the answer, what would it be?
What's the one thing you wouldn't want us to change about how the office runs?
What would you do if you weren't afraid of the outcome?
How do you prefer to receive feedback from the trustees?
What's one thing we'd be crazy not to do next term?
Where would you like the service to be in five years' time?
If the two of you sat down tomorrow, what would you want her to hear first?
Which of your projects gives you the most energy?
What can I do differently to support you?
What is it costing you to carry on like this?
When you picture yourself at the end of this, what do you see?
What are you most proud of since we last spoke?
How do you feel things are going with the new team?
What did you learn from that experience that you could use here?
What's your understanding of what the commissioner wants?
What would your wisest friend say?
Who can support you in making this change?
What have you ruled out, and why?
What do you like least about the way we run meetings?
What would it mean for you if the merger went ahead?
Given everything on your plate, what needs to come first?
Now that you have said that out loud, how does it sound to you?
What's the conversation you are not having?
You look tired today - what's been going on?
I noticed that you paused there. What came up?
What do you say to yourself when that happens?
How do you want to be remembered in this role?
When you say "impossible", what exactly makes it so?
what matters
how come
What feels hardest about this for you?
What did success look like last time?
For whom is this a problem?
On what basis did the committee decide?
Tell me what happened.
Describe your relationship with the board in three words.
Take us back to the moment you heard.
Help me understand why the nurses are against it.
Can you give us a sense of the atmosphere?
Can you help me see how these two things are connected?
Could you elaborate on the part about the volunteers?
Could you please explain what you mean by safe staffing?
Would you share with us what your reasons were?
Could you tell me whether the parents were asked?
I'd like to know what the priest thought of it.
I am curious about the role of the caretaker in all of this.
Curious what your predecessor did with it
Wondering what it would take for you to let go
I keep wondering what the children make of it all.
I guess my question is how you see your own role changing?
I suppose what I want to ask is: what would you lose?
So my question to you is, what are you really afraid of?
One question from me: how does your chair learn about problems?
A question about the budget. Who actually holds it?
Question - what do the regulars think?
Sorry, one more, what did the vicar say to that?
Just checking I understood: what is it that the bishop wants?
Thank you. How did the staff take the news?
Ok great. And how did you decide to bring this to us today?
Ah I see. So what do you reckon went wrong
yeah, makes sense. what's the bit you can influence
Wow, that's a lot. How are you coping with it all?
That must have been horrible. What got you through?
It's clear how much you care. What would caring for yourself look like?
I had a similar year. How are you looking after yourself?
In our school that took two years. What would be a realistic pace for yours?
You don't have to answer this, but what are you hoping nobody notices?
I may be wrong, but I sense some anger. Where is it pointed?
Not to pry, but how is your husband taking all this?
Without naming names, who is in the way?
And if that doesn't work, what's plan B?
And if the council says no, what then?
Once the inspection is over, what will you do first?
Until then, how will you look after the team?
Apart from money, what do you need?
Other than the head, who has a say?
Out of the three options, which appeals to you the most?
Of all the people involved, who do you trust most?
Right now, what is the most important thing?
Today, what would be enough?
As you talk about it, what do you notice in your body?
Thinking of last year's crisis, what helped you then?
Say you get the grant. What changes?
Let's imagine it's July. What has happened?
There are two deputies, you said. How do they get on with each other?
How is the relationship between the hospice and the hospital these days?
How much does it matter to you what she thinks?
How important is it that everybody agrees?
How easy would it be for you to say no?
How well do you know the new governors?
What kind of leader do you want to be in this?
What sort of support would make a difference?
What part of that conversation still bothers you?
What other ways of looking at this might there be?
What small sign would tell you that it is getting better?
Which relationships need your attention first?
What's the story you're telling yourself about her?
What's missing?
What's next for you?
What now?
So what?
Why you?
Why does it have to be solved before summer?
Why is it so important to you to be fair?
Why did you become a nurse in the first place?
Why do people stay at your hospice?
What's the worst that can happen if you tell them the truth?
What's wrong with the current rota, from the porters' point of view?
What stops the team from raising it with you?
What's keeping you from sleeping?
What would your life be like without this job?
What would a neutral observer see?
What should happen to the old building?
What must not change?
What may I have misunderstood?
How will you know?
How can we help?
How can this be true of your best people?
How could you find out what the parents think?
When were you at your best this year?
When do you feel most like yourself in this job?
When does the problem not occur?
Where do you feel stuck?
Where does the pressure come from?
Where else in your life does this pattern show up?
Who decides, in the end?
Who would be the first to notice?
who are you when you are not the head teacher
What are you not telling us?
What haven't you told your deputy that she needs to know?
what if the opposite were true
What do you need to let go of?
What do you have to believe for that to make sense?
If it isn't the money, what is it?
If you had to decide today, which way would you go?
if u could change 1 thing what wud it be
whats ur take on the new policy
what r the options
n how did that go down with the team?
So... what does your heart say?
Hmm... and the families?
And the night staff?
And you?
What about you?
What about the volunteers, where are they in this?
How about the families, what do they want?
How about your own workload?
I'm sorry you're going through this, it sounds so hard. What has helped you in the past when things got like this?
Hi there! What's on your mind today?
Hello, how can I help?
oh no, what happened
That makes sense. What do you feel when the phone rings?
Okay so you want to move on. What would moving on look like?
I see what you mean about your boss. How do your colleagues deal with him?
thats tough, how r u holding up
Can you tell me what the worst part is?
could you tell me a little about what has been going on
Would you like to tell me what is troubling you?
Please share what's been bothering you.
What types of things have you done so far to cope?
I can hear how upset you are. Can you share a bit more about what she said?
Why do you feel that way?
Why do you believe she doesn't like you?
why do u think that is
If you don't mind me asking, what made you change schools?
How would you like me to help you with that?
What are some things you enjoy outside of work?
In what ways has it affected your sleep?
What do you think is the reason behind it?
what else is going on in your life
How did you deal with it the last time?
What about it makes you anxious?
What about your job is so stressful?
How do you picture your ideal week?
What is your biggest fear about leaving?
What are the pros and cons of staying, as you see it?
What is the evidence that they think you're incompetent?
What is it about this job that you love?
What was the high point of your week?
What are your thoughts on the new structure?
How are you finding the workload?
How are you getting on with the new rota?
Which accomplishments are you most proud of this quarter?
What skills would you like to build over the next year?
What's been frustrating you lately?
What should I be doing more of, or less of, as your manager?
Who on the team deserves more recognition?
Tell me about the last time you felt really stretched.
What drains your energy?
If you could change one thing about our meetings, what would you change?
If you owned this charity, what would you do first?
What are we not doing that we should be doing?
What's the biggest risk nobody is talking about?
How does your work fit in with the bigger picture?
What gets in the way of you doing your best work?
What do you need from me to be able to do that?
On a typical Tuesday, what takes up most of your time?
How do you know that's true?
What other explanations could there be?
What would you say if you weren't being so polite?
What is the benefit of this problem?
What are you willing to give up in order to get it?
What have you learned about yourself through all of this?
What resources do you already have?
What would you have to give up to say yes to this?
How committed are you to doing that, really?
What will you do, and by when?
What do you want your legacy to be?
So if nothing stood in your way, where would you be a year from now?
And how do you think they see you?
How will that help you get what you want?
What have other people suggested that hasn't worked for you?
What might your mother say about all this?
How do you talk to yourself when you fail?
What stands between you and a decision?
Suppose a miracle happened overnight, how would you notice in the morning?
What does your intuition tell you?
Can you give an example of when that happened?
Can you describe what that feels like?
Could you explain that a bit more?
Could you expand on what you said about the trustees?
Would you be able to tell us how it ended?
Can you help me understand what you mean by "toxic"?
Do you have any idea why she reacted like that?
Any thoughts on what you might do next?
Who is missing from the conversation?
Who is first to feel it when it goes wrong?
And what kind of pressure is that pressure?
And whereabouts is that feeling?
And that's like what?
Then what?
Like what?
So what happens then?
What's better since last time?
If so, how?
What would your deputy say is different about you now?
What's the difference between a good day and a bad day on the ward?
How did the children respond, if at all?
What is getting in your way, do you think?
What would you say is the main issue here?
What is your view of how the board handled it?
What leads you to think so?
What do you make of that silence?
Which of those feels most urgent to you?
How can I be most useful to you in the next ten minutes?
How might someone you admire deal with this?
What might make it easier to raise this with the mayor?
What were the reasons for that choice?
What do you hope your staff will say about you?
What have you got to lose?
What did you feel in that moment?
Talk to me about the budget.
Walk me through your thinking.
I'd like you to tell us about the merger.
I would be curious to know what the cleaners think of the plan.
What we'd like to know is, what does she want?
Let's go back a bit. What was the original aim?
You used the word betrayal. What is behind that word for you?
Last time you said you'd speak with Karim. How did that go?
Let me ask you this: what would you do with an extra day a week?
Here's a question for you: who benefits if nothing changes?
This may sound odd, but what colour is it?
With all the changes at the council, how is morale?
Bearing in mind what you told us about the inspectors, what would a cautious first step be?
In the light of that, how do you see your role?
As someone new to this, what strikes you most?
Being honest, how much do you want this?
To be clear, what is the decision you have to make?
When it comes to the volunteers, what is working?
If you look at it through the eyes of the parents, what do they see?
What, in your heart, do you want?
Who, apart from you, wants this to work?
How, if you could choose freely, would you spend Fridays?
How does it feel, saying that?
what wud help u most rn
wht do you think is going on with her
whats stopping u
hows the team taking it
how is everyone coping w the change
how did it go w the bishop
any ideas how you'd like to start
why is that important to you
why's that
who's involved
where do you want to get to
when was it last easy
which bits can you let go of
what's your role in it
what bits of the job do you still love
what does your body tell you when you walk in there
how do you explain it to yourself
what about it annoys you
what if anything have you told the board
What is your heart telling you to do about the offer?
How would your best friend describe what is happening?
What would be different at work if you said no more often?
Thanks for the context. I'd love to understand how the decision was taken
In your mind, what does the trust owe you?
A quick one: who actually reads the report?
I was struck by "always". When is it not so?
You mentioned three colleagues. Which of them has your ear, and why?
There seems to be a pattern here. What do you see?
I want to check something. What did she actually promise?
Maybe it's just me, but I hear sadness. Where does it come from?
what do you think your part was
Could I ask how you would like us to help?
I am not sure I follow. Can you say what changed in June?
ok so.. what happens if nobody volunteers?
If it's not the money, and it's not the hours, what is it about this role?
How do you tell the difference between tired and fed up?
Where do you draw the line?
What are you tolerating?
What would you rather be doing on a Monday morning?
Given how the last merger went, what worries the staff about this one?
How does the deputy's silence affect the rest of you?
What could the governors do to make it easier?
What should I know about your team before I ask more?
Why this, why now?
On the whole how are you finding it?
What are people saying in the corridor?
when you imagine telling him, what happens in your stomach
looking at the whole picture, what stands out
so the board wants one thing and the staff another - where do you stand?
how might you bring the parents along
I'd like to hear about the moment you decided to stay.
Give us an example of a day when it worked.
Explain to me what a bed manager does all day.
Paint me a picture of the handover at seven.
Remind us what you wanted from today?
I wonder what it is that you are protecting.
I'm interested in what the volunteers get out of it.
And the effect on you?
And your own view?
To what end?
For what reason?
By what means will you get there?
How much of it is yours to fix?
How much support do you get from the chair?
How strong is the wish to leave?
How do you know when to stop?
What's the story behind the logo?
What will the mayor want in return?
What does the data show?
What did the data not show?
What is not being said in those meetings?
Who isn't in the room?
Why isn't the council listening?
Why doesn't the rota work at weekends?
Why hasn't anyone complained?
Why won't the trustees sign?
What hasn't changed since the last inspection?
How is this not already somebody's job?
Could you take us through the timeline?
Can you talk a bit about how the volunteers are recruited?
Would you say more about your fear?
Might you say what the worst outcome would be?
Do you want to say what's behind that?
Is there more you could tell us about the night shift?
What else can you tell us about her?
I have a question about the board: how do they decide?
My only question is what you want.
I was just curious what the vicar thought
Genuinely curious: why Leeds?
Sincere question, what would be lost if the service closed?
Stupid question maybe, but what is a section 114 notice for you?
Not a solution, just a question. What does rest look like for you?
If I may: what are you ashamed of in this?
One thing I don't get is how the rota is made. How is it made?
Out of interest, who chairs it?
Following on from Dan's question, how do the parents see it?
Same question as Mo really, what do you want?
Taking a step back, what is this really about?
Putting the budget to one side for a moment, what would you love to do?
Now that the inspection is behind you, what becomes possible?
Even if nothing changes, what could you learn from this?
Assuming they say yes, what happens to your current team?
Since you took over, what has surprised you most?
Before the merger, how did people talk to each other?
After the last meeting you sounded hopeful. What has happened since?
During the strike, what kept you going?
In ten years, what will you tell people about this year?
At your best, how do you handle someone like him?
With hindsight, what would you do differently?
Between the two of them, who listens to you more?
Among the trustees, who is an ally?
Under what conditions would you stay?
On which points do you agree with the chair?
In whose interest is it?
About what exactly are you arguing?
Through whose eyes are you looking at it?
What, then, is the question?
Who, if not you?
How, exactly, does the rota get made?
Why, do you think, has nobody said so?
And the first step would be?
Your ideal outcome is?
The thing you fear the most is...?
And so you feel...?
The real reason being?
which leaves you where?
What do you need to hear right now?
What would it take?
What's the cost?
What's the rush?
What's good about it?
What's hard about saying no to him?
What's your hunch?
What are they afraid of losing?
What are you pretending not to know?
What aren't you saying?
What isn't in your control?
What wouldn't you change?
What might I be missing here?
What must happen before June?
What needs to be said?
What keeps the problem alive?
What tells you that it's over?
What prevents the team from deciding?
What drew you to hospice work?
What surprised you in their answer?
What caused the split?
What comes up for you when you hear that?
What if you're right?
What if it works?
What if she says no?
Who benefits?
Who else could lead this?
Who would you be without this job?
Who are your allies on the council?
Which part is yours?
Which of your values is being stepped on here?
Which conversations are you putting off?
Where is the energy in this for you?
Where would you start?
Where has something like this worked before?
When are you happiest at work?
When would be too late?
When, in the last month, did you feel in charge?
How open are you with your deputy?
How far are you willing to go?
How long can you carry on like this?
How many of these problems are really yours?
How does one become a trustee there?
How does it all fit together?
How will your family notice?
How have you changed since you started?
How had you imagined it?
How should success be measured, in your view?
How come you were the one to tell them?
Why does she have the last word?
Why might a good person act like that?
Why did the council change its mind?
Why are the nurses the last to know?
Why do you stay?
Why is Friday so difficult?
Why the hurry?
Leila, what would the trustees have to hear to change their minds?
You said you feel alone with this. Who could stand beside you?
What is the conversation you have been avoiding since Easter?
How do the children experience the new timetable?
When the porter said that, what went through your mind?
I'm struck by how calm you sound. What is going on underneath?
What would your predecessor have done, do you think?
Thinking about the next governors' meeting, what would a good hour look like?
what part of it can only you do
Who have you got on your side
how do you want this to be talked about in a year
so what's really at stake for you here
You talked a lot about the council and little about yourself. Where are you in this?
If you had the courage, what would you say to the chief executive?
What has to happen first?
Could you say what you mean by "support" from the diocese?
Can you tell us about the last time it went well?
I'd like to know how the parents found out.
Curious how the food bank volunteers see all this
I wonder what you would do if the money was not an issue
Tell me about your team.
Say a little more about the complaint, please
What led up to it?
How is this different from what happened last year?
What did you hope they would do?
What does he need from you?
What is your responsibility here and what is not?
What's the most generous explanation for what she did?
What would it look like to do half of it?
How long do you want to give it?
Which of these are facts?
Where do you get your energy from at the moment?
Why do you think it landed so badly?
Why does that surprise you?
What surprised you most in what you've just said?
What's the next question you need to answer?
In your role as chair, what is expected of you here?
What do the regulations leave open?
How would you describe the culture of the ward to a newcomer?
What small thing did work?
What can you let go of this term?
What are people afraid will happen?
Sorry, one more from me: how will you look after yourself?
And how did your wife react?
What did you want to say to him in that moment?
What makes it hard to ask for help?
On whom does it depend?
What are you learning about yourself in this?
""".strip().splitlines(),
    Kind.CLOSED: """
Do they know how tired you are?
will the inspectors come before Easter
Have you lot met the new chair?
Is the chair on your side?
Did the council reply?
Have the governors met since then?
is there a deadline for the bid?
Are you the only deputy?
do you have a budget for it
Does your manager know that you are here?
Was that before or after the inspection?
How many beds are we talking about?
So you've been in post for a year?
And the old head still works there?
Will the funding run out in April?
Has anyone told the families?
Are they full-time or part-time?
Do you want to keep the role?
Can your team see the rota in advance?
Are you worried about losing your job?
Was the decision made by the board or by the chief executive?
How long have you been in that role?
Do you feel supported by the trust?
Does it happen every week?
it's only the night shift, then?
Would the school close if the bid fails?
Do you trust her?
Is this the first time it has happened?
Had you met the councillor before?
You said there were three of you?
Can you start before the summer?
Any reply from the commissioner yet?
Did you ever meet the previous chair?
do they know about the cuts
Has the ombudsman decided?
Is it mostly the younger nurses?
Are the parents angry or worried?
So the vote is in May?
You haven't told him yet?
How many pupils does it concern?
Were you there when it happened?
Did it get better after the away day?
Do you still want this?
Is the timetable fixed, or could it move?
Does this remind you of anything?
Do you see her every day?
And is the union involved?
Was it ever different?
Will you be at the next board meeting?
Does the mayor support it?
Do the other trustees agree with you?
have you got a mentor
Is there anyone who supports you?
Do you have someone to talk to about this at home?
Is there a written policy?
Are you okay with that?
Is that your decision to make?
Had the staff been told?
Have you decided?
have they paid you for the extra hours
Is it always the same two people?
Did the parents complain in writing?
Are you still in touch with her?
Do you enjoy the job?
Did you get any training for it?
Is that a yes?
Does your husband know?
Are there any volunteers left?
Were the minutes ever published?
Is the building listed?
So you are the only nurse at night?
She never replied?
Would you say it's getting worse?
Would you call it bullying?
Can the trustees overrule you?
Can you afford to wait?
Could the funding be renewed?
Will you have to make people redundant?
Are we talking about weeks or months?
Do you prefer the day shift or the night shift?
Have you had this kind of problem before?
Have you met the new chief executive?
Has this been going on for long?
is that your choice
did she apologise
Do you know when the decision will be made?
Do you feel that you can trust them?
Does anyone else know?
Are you seeing a doctor about it?
Do you have any friends at work?
Is your manager a man or a woman?
Are you on your own with this?
Is she okay now?
Did you sleep last night?
How old is your son?
Have you been together long?
Were you always this shy?
So you feel nobody listens to you?
It sounds like you're exhausted, is that right?
So you mean that he left without a word?
Are you saying you want to quit?
Do you live nearby?
Is there someone you can rely on?
Was it your idea?
Would you like to talk about it?
Would you rather talk or just sit for a bit?
Are you free on Monday?
Do you want to add anything?
Have you always lived there?
Is he usually like that?
Does it get better at weekends?
Did he say sorry?
Are there days when it is easier?
Are you ready to let go of it?
Can you see a way forward?
Are you done with the report?
Do you prefer mornings or evenings?
Which do you prefer, the ward or the clinic?
Were you at the meeting on Tuesday?
Is the head aware of it?
Do you understand what she meant?
Have you finished the report?
Is that clear?
Will it be in the minutes?
Are the minutes public?
Did the vote go through?
Has she been off sick?
Do you like working there?
Have you got enough staff?
Is there a union at your place?
Can patients book online?
Do trustees get paid?
Is English your first language?
Was the chair present?
So your predecessor left in June?
You work part-time?
Nobody told you?
The deputy is also new?
Do you have a deputy?
Is she still on the board?
has it been announced
Were the families consulted?
are you paid for that
Is this about the merger or about the new head?
So there are two sites?
You have spoken to both of them?
Does the bishop get a vote?
Would he listen to you?
Will there be a second round?
Did you say yes or no in the end?
Have they offered you anything?
Do the night staff agree with the day staff?
Are you comfortable with that?
Is that what you want?
Do you mean the ward or the whole hospital?
Can she be replaced?
Are these people volunteers?
Has there been a complaint before?
Do you need a decision today?
Does anything like that exist in your school?
Did you have a plan for the summer?
Are the trustees united on this?
Do you get on with your deputy?
Is anyone else affected?
Did the bishop write back?
Have you told your family?
Could you live with that outcome?
Can you say no to her?
Would you go back to teaching?
Would you work with him again?
Would they have noticed?
Was it fair to the night staff?
Is it fair to say that you're tired?
Is it possible to appeal?
Is it okay if I ask about money?
Is there time before the vote?
Are there rules about that?
Has this been discussed with the families?
Does your contract allow it?
Do you think he knows?
Do you think they will accept it?
Do you feel safe at work?
Do you believe her?
Do you see a way out?
Do you remember the old building?
Do you recognise that feeling?
Is that the whole story?
Is that a new thing?
Is this still about the rota?
Were there any witnesses?
Had it happened before?
So it was her decision?
You mean the ward manager?
They fired him?
And nobody noticed?
Just the two of you?
Every week?
Really, every single week?
Last year or this year?
The old chair or the new one?
Any progress since then?
Anything from the council yet?
Ready for the inspection?
so no more night shifts?
do u work weekends
is he ur boss
did u tell them
Is the post permanent?
Have the volunteers been paid their expenses?
Did the union agree?
Are you line-managed by the head?
Do you and the deputy talk every day?
Was it in writing?
Does the council own the building?
Can you veto it?
So it is six months in total?
Has the mayor said anything in public?
Is it just your ward?
Will you stay either way?
do the parents know
Are you angry with her?
Would you call it a crisis?
""".strip().splitlines(),
    Kind.LEADING: """
Who says it has to be you?
do you think you might be asking too much of them?
May I ask if you could simply close the list?
When will you finally tell them?
Why should they have to move?
How can you expect thanks for that?
Would a shared calendar not do, what do you think?
Have you tried talking to the caretaker directly?
Have you thought of asking HR for mediation?
have you considered just saying no
Did you try putting it in writing?
Why don't you invite the parents in?
Why not ask the trustees for more time?
why haven't you told the board yet?
What if you moved the meeting to the morning?
How about asking the nurses what they want?
what about getting a volunteer coordinator?
Could you ask the council for an extension?
couldn't the deputy take over the timetable?
Can you delegate some of it to Priya?
Should you not speak to the union first?
shouldn't the head deal with that?
Would it help to write down what you want to say?
Would it be worth speaking to the chair before the meeting?
Wouldn't it be easier to start with one ward?
Do you think it might be better to wait until September?
Don't you think the staff are just tired?
Isn't it really about trust?
Aren't you being a bit hard on him?
So the real problem is your manager, isn't it?
You want to leave, right?
It's a capacity problem, don't you think?
Is there any reason you can't just tell her?
Is it possible that the volunteers feel ignored?
Is there any way you could hand over the rota?
Surely the trust has a policy for that?
What's stopping you from simply asking?
How could you let it get this far?
Why would anyone agree to that?
What's the point of another meeting?
Why do you always say yes to her?
When are you going to hand over the figures?
Maybe talk to your union rep?
perhaps a short survey of the parents would help?
You could always ask the bishop?
I wonder if you should step back from it.
I wonder whether a coach would help
Just a thought, have you looked at how the other trust did it?
This might be a silly idea, but could you swap the two sessions?
My sister runs a charity and had the same thing. Have you thought about a memorandum of understanding?
What do you think about setting up a small working group?
Would you consider job sharing?
who in their right mind would sign that?!
Are you sure it's not just nerves?
Can't you just say no?
and have you asked the governors
Could it be that you are avoiding him?
How would you feel about inviting her for a coffee?
Have you spoken to the diocese about it?
Don't you have a deputy for that?
Have you thought about how your tone comes across? Maybe you should record yourself.
Why not just close the service?
Why don't we look at the budget first?
what if you simply didn't reply
have you asked her
have you spoken to your manager about that yet
Did you consider bringing in a mediator?
Could you perhaps write to the parents before the holidays?
Might it be an idea to ask the chaplain?
Would a short pilot be possible?
Would it make sense to split the role?
Wouldn't the governors want to know about that?
Do you think a coach could help?
Is it worth talking to the architects again?
Isn't there someone in HR who deals with this?
Surely you told the head?
You did tell the head, didn't you?
You're not going to let him get away with that, are you?
so basically you are scared of conflict, right?
Obviously the chair has to go, so when will you tell her?
Why on earth did you agree to that?
What on earth were they thinking?
How could anyone work like that?
Are you sure you aren't overreacting?
Aren't most volunteers like that?
Why can't you just ask the bishop?
Who cares what the inspector thinks?
Or you could hand it to the treasurer?
Maybe a quiet word with the cook?
I'm wondering if it would help to bring in somebody from outside
I was wondering whether you could just ask the head directly?
Just wondering, have you tried a shared calendar?
Is the real issue not that you dislike her?
Have you ever thought of leaving?
Can you not ask for a different room?
Could the trust not pay for cover?
Have you looked into secondment?
Have you read the guidance from the regulator?
Would you be open to trying a different approach with her?
How about you and Mo swap wards for a month?
What about asking the parents' association?
what about if you started with a single class
shouldn't you be resting
Should the board not have seen that coming?
Have you tried journaling?
Have you considered talking to a counsellor about that?
Maybe you could take a walk together?
Have you tried to explain it to him in a letter?
Did you try turning it off during the night?
Would it be possible for you to work from home?
Could you ask your sister to help out?
Can you ask for an extension?
Is it possible that she was just having a bad day?
Do you think it would help if you told her that?
Do you think talking to your parents would help?
What about going back to school?
How about trying a new hobby?
Why not tell him how you feel?
Why don't you make a list of what you like about it?
Isn't it time to move on?
Wouldn't you feel better if you told someone?
You know he'll never change, right?
Have you spoken with your doctor about the side effects?
Have you reached out to any of your old colleagues?
Have you ever thought about changing careers?
Maybe a pet?
Perhaps look for a support group in your area?
Have you looked online for local groups?
Could it be that you're afraid of success?
Is there a chance you could take a few days off?
Is there any possibility you could get a transfer?
Don't you deserve better?
What if you tried to see it from her side?
Shouldn't you tell your wife first?
Should you really be drinking on those pills?
Aren't there any other schools nearby?
Could you get a second opinion?
Are you really going to let them do that?
Who does that?!
Do you really think that's fair?
Why would you even stay with a man like that?
Would you be willing to try a different therapist?
have you googled it
can't u just block him
Could we move him to another ward?
Could you break it down into smaller steps?
How great was it to finally get rid of her?
How awful was that meeting?
Do you agree that the chair is useless?
Would you agree that it's time to go?
You wouldn't want to lose the grant, would you?
Isn't that a bit naive?
Don't you want your team to be happy?
Wouldn't most people just resign?
Shouldn't a head teacher know that?
Have you thought about asking for feedback?
Surely there must be some money left?
Aren't you tired of it all?
So you think it's all her fault, right?
It's really the board's job, no?
You have told her, haven't you?
Why don't you just say so?
Why not start with the easiest one?
Could you not simply refuse?
Might you be overthinking this?
Might it be that she is jealous?
Could the problem be that you are too nice?
Is it because you're afraid of her?
Is it not your job to tell them?
Has it occurred to you that they may be right?
Did it ever occur to you to ask them?
Did you think to ask the parents?
Would a chat with the clerk help?
Would you not be better off in another school?
Would it be an idea to invite the press?
Do you think you should apologise?
Don't you think you should tell him first?
Do you feel you ought to resign?
What about a written apology?
How about a joint meeting with the unions?
and if you simply asked her?
have a go at writing it down maybe?
try mediation?
Have you thought about moving the rota to a spreadsheet?
Have you tried asking the porters what they need?
Why don't you try a smaller pilot first?
Could you hand some of it over to the new deputy?
Wouldn't a joint meeting solve that?
Isn't the real question whether you want to stay?
Shouldn't the trust have warned you?
Don't the trustees have a duty to act?
So it's a communication problem, then, isn't it?
You should really write that down, don't you think?
Have you looked at how Leeds organises its food banks?
Is there a reason you haven't told the head?
Could this be burnout?
Might it help to sleep on it?
Do you think it would make sense to ask the regulator?
would it not be simpler to ask her?
How about if you wrote to the families first?
what if you only did three days
Perhaps you could swap roles for a week?
You could just wait, couldn't you?
Did you consider that she might be lonely?
have you ever asked him why
Can you not just tell them the truth?
Why not make it voluntary?
Who on earth thought that was a good idea?
Aren't you just afraid of success?
Have you raised it with the safeguarding lead?
Did you think of asking for a second opinion?
Why don't you and Priya sit down together?
Could you invite someone from finance to the meeting?
Can you put it on the agenda for Thursday?
Wouldn't that just make it worse?
Isn't there a policy on that?
Do you not trust them?
Do you honestly believe that?
Do you really want to stay in that job?
How about we look at the numbers together?
What about a shared inbox?
Should you maybe talk to occupational health?
Have you thought about it from the point of view of the porters?
Is there any reason why you couldn't move the date?
Would it be useful to have an outsider in the room?
Would it help if one of us came along?
Do you think it's worth fighting for?
That's not very professional, is it?
So you just gave up, did you?
He never apologised, did he?
They should pay for it, right?
It must be the budget, surely?
Maybe the head is scared too?
Perhaps it's time to leave?
Or you could do nothing at all?
You could ask for a transfer, maybe?
I wonder if he feels threatened by you?
I'm wondering if you've considered mediation
have u tried a diff approach
why dont u just tell her
shouldnt the council pay for this
wouldnt it be easier to do it online
Have you tried meeting her outside of work?
Could you ask the bishop to chair it?
Why don't you publish the figures?
What if you let the volunteers run it?
Wouldn't it be fairer to rotate?
Do you think it might be time to move on?
Have you thought about a phased return?
Isn't that the head's job?
Maybe get a mentor?
You could always say no, couldn't you?
Shouldn't the trustees decide that?
How about a trial period?
Is there any chance you could delegate it?
I wonder if a day off would help
Don't you think they're just scared?
Would it help to put it in writing?
Did you consider resigning?
Surely the contract says something about that?
So you're basically doing his job, right?
why not ask the families
""".strip().splitlines(),
    Kind.STATEMENT: """
Chloé, you need rest.
Chloé what a mess
Chloé, I know what that is like
Managers who listen are rare.
Honestly, what you need is rest.
He was lying.
Nobody will thank you for the extra hours.
I'm curious to see how it turns out on Monday week.
Same here, we never got the figures out of them.
Let us know how it goes with the contract, and what the chair says.
You should ask the governors.
I'd talk to the union before anything else
If I were you I would leave it until after half term.
In my trust we gave every ward its own budget and that solved it.
When I was a deputy I had exactly the same head.
It sounds like you are torn between the two.
I think the council is the real problem here
My advice would be to write to the chair.
try a short stand-up every morning
Ask her what she wants.
Make sure that you put it in writing.
Don't let them push you around.
You need to look after yourself first
we did a survey at our place and it was a disaster
What worked for us was a weekly coffee with the porters.
What you need is a proper handover.
The question is whether the trustees want to hear it.
How you say it matters more than what you say.
Maybe the parents just need to hear it from you.
It might be worth looking at the union's guidance.
I would start with one class and see how it goes.
Let's be honest, nobody reads those reports.
She asked me "what do you want?" and I had no answer.
I don't know what the board wants.
People leave managers, not jobs.
that is what happens when nobody is in charge
You could send a letter to all the parents. What do you think?
I suggest you involve the safeguarding lead
Speaking as a nurse, I see this every single day.
Have a word with the caretaker, he knows everybody.
Do talk to her before Friday.
This reminds me of our merger with the neighbouring parish.
Whatever you do, keep the volunteers informed.
Your deputy is clearly not up to the job.
had I known that, I would have stayed at home
I can see how much you care about those children.
one thing you might do is to map who has influence
What a mess that council has made of it, honestly
Where we went wrong was the training.
Consider writing to the ombudsman.
You have to tell them, they have a right to know.
The best thing is to sleep on it.
I'd suggest a pilot on one ward; does that make sense?
You have to be firm with trustees.
you really ought to let the head know
I would have walked out
I'd definitely get it in writing
I used to be in exactly that position at the council.
Have a look at the governance code.
Do not sign anything yet.
Be honest with them.
Be careful with the union.
Think about what the parents want to hear.
Stop apologising for things that aren't your fault
Why people stay is always the same: they like each other.
What you're describing is burnout.
What I hear is that you want to leave but feel guilty.
How they treat the cleaners tells you everything.
When the new chair comes, things will settle down.
Where there is a will there is a way.
Who you know matters more than what you know in that diocese.
Is what it is.
It is easy to say from outside, but that is not your fault.
There are always two sides to a story like this.
If it were me, I'd ask for a year off.
Next time, invite the treasurer as well.
Just tell her. She can't read your mind.
Sometimes it's better to say nothing.
It's a tricky one, the same thing happened with our school dinners.
Our trust brought in a consultant, which helped a lot.
I'm not sure the deputy is the problem.
A friend of mine always says that culture eats strategy for breakfast.
Could be that the council simply ran out of money.
Might be worth a call to the regulator.
Had a similar case on my ward last winter.
Been there, it gets better once the inspection is over.
You might find that the parents are on your side.
Perhaps the volunteers feel ignored.
I think you need to ask yourself what you really want.
Remember that you don't have to carry this alone.
My hunch is that the treasurer knows more than she says.
Doing nothing is also a decision.
Tell her what you told us.
Give it a few weeks before you decide.
Go and see them on the ward, they will talk to you there.
So what you are saying is that nobody asked you.
can only agree with Mo, it is a question of trust
Should you need a template, I have one from our last restructure.
You should, in my view, talk to the chair first.
I would say that the problem sits with the board.
It's about trust, isn't it. Everything else follows.
The parents will come round in the end.
What matters is that the children are safe.
What struck me is how calm you are.
Why not is a good question, but I would leave it for now.
When in doubt, ask the people on the ward.
Whoever runs the kitchen runs the hospice.
You are right to be angry.
I'd never put up with that.
get the union on your side before you do anything
keep a diary of what happens on each shift
Start small and build on it.
Book a room away from the school for that conversation.
Set a date and stick to it.
You can't please everybody.
Nobody ever asks the porters.
We solved it with a rota that everyone signs.
my old head had a rule for that: no emails after six
As a trustee myself, I'd want to know early.
It would be better to wait for the audit.
It might help to talk to somebody outside the trust.
I think you are being too hard on yourself.
I wonder about that.
That is why I always write things down.
That's what we did in Leeds too and it worked a treat
Sounds like the council wants you to fail.
The answer is obvious to me: hire a manager.
you've got to tell the board, they are liable
there's nothing wrong with asking for help
One option is to share the post with the neighbouring parish.
Another idea: swap the two teams for a week.
Look at how the fire service does it.
Please be kind to yourself.
Please talk to your GP about the headaches.
Be sure to copy in the clerk.
Never apologise in writing before you have spoken to the lawyers.
Always have someone with you in those meetings.
First talk to your deputy, then to the chair.
He's lucky to have you.
I believe that schools need less change.
From what you say, the deputy is afraid of you.
Could well be a matter of time.
No need to apologise to the trustees for that, it was their decision.
Do what feels right.
Will do the same in our team, it is a great idea.
How I would love to have your team.
Which is why nobody trusts the figures.
Because nobody has told them.
I'm sure it will get better once you've found your feet.
Talk to her in private and tell her calmly how it makes you feel.
Try to get some sleep and see how you feel in the morning.
You might want to consider a different school.
I went through a divorce two years ago and it nearly broke me.
It helps to write down three good things each evening.
He sounds like a narcissist to me.
It isn't your fault that the project failed.
You are stronger than you think.
I think the most important thing is to be honest with yourself.
Exercise is also a great way to relieve stress.
Therapy can be really useful for this kind of thing.
Since the pandemic many people feel like that.
You never know what he might do next.
If she does it again, leave.
Don't worry about what other people think.
Go outside for ten minutes every day.
Keep in mind that grief takes time.
Ask yourself whether you would treat a friend like that.
As for your brother, he'll get over it.
It's normal to be nervous before an exam.
Depending on where you live there may be free services.
That's what friends are for, they will understand.
Honestly, I would just block the number and be done with it.
When I feel like that I put on some music and dance.
Whether you stay or go is up to you.
What you feel is completely normal.
How you react is the only thing that you can control.
See if your union has a hardship fund.
Let him know that you are not available after six.
Set up a separate bank account first.
Read the contract again before you sign.
Sit down with her and go through the numbers together.
Take it one day at a time and be gentle with yourself.
Your mum seems to be a very strong woman.
I have never met anyone who regretted that.
The thing about grief is that it comes in waves.
You could also join a choir or a walking group.
Tell the board what you've told us.
I would start by mapping who decides what.
You really need a break.
It's obvious that the chair doesn't want it.
In our parish we gave the treasurer a deadline, and it worked.
What I did was to write to every single trustee.
How we solved it was simple: we stopped the meetings.
The trick is to get them talking to each other.
I'd be careful with that.
I don't think that the nurses will buy it.
That is exactly what happened at our school.
Maybe start with the people who already agree.
ask for it in writing
best to check with the union first
better to say it now than in July
why people leave is rarely about pay
Whatever she says, stay calm.
It might be an idea to involve the chaplain.
could be worth a try
No one can do three jobs at once.
You deserve better than that.
so basically you're doing two people's work
As I see it there is only one option left.
Speak to the clerk, she knows how these things are done.
Honestly? Leave them to it.
Don't be so hard on yourself, you did what you could.
There must be somebody at the council who can help.
I was in a similar place two years ago and what got me through was my team.
We have the same issue at the hospital, and to be honest there is no good answer.
I think you're being very brave, and I also think that the chair is out of line.
One of our trustees always says you need three yeses before you start.
Reading between the lines, your deputy wants your job.
From my side I can only say that it took us a year.
Just a comment: the regulator changed the rules last month.
Not a question, but I really feel for the night staff.
For what it's worth, our union rep was brilliant with this.
I'd go straight to the chief executive.
If it were my school I would not sign it.
It may be worth reading the Francis report on this.
It would be good to hear it from the parents themselves.
You have every right to say no.
You don't have to decide today.
You'll know when the time comes.
You are doing a great job under impossible conditions, whatever they say.
She is clearly testing you.
They won't change unless somebody makes them.
There is never a good moment for that conversation.
Nothing will change until the money does.
A good rota solves half of it.
The same goes for volunteers.
Being new is an advantage here.
Asking for help is not a weakness.
Saying no once makes the second time easier.
Let the deputy handle it.
Let them come to you.
Put it in the newsletter.
Write down what happened, with dates.
Call the helpline, they are very good.
Never mind the council, look after your people.
Focus on the two people who matter.
Choose your battles.
Listen more than you talk in that meeting.
Always keep a copy.
Please don't resign over this.
Please talk to somebody about it.
Perhaps a letter would do.
Possibly the bishop has no idea.
Sounds to me like the board is avoiding the issue.
Looks like they have already decided.
Seems the mayor wants it both ways.
Hard to say from outside but I'd trust your gut.
No wonder you're tired.
Such a shame that nobody listened to the porters.
What a difficult position to be in for all of you.
How hard that must be, with two small children at home.
That she came at all says a lot.
If the bid fails there will be another one.
Because it is the only way to keep the ward open.
Which means that you'd be the only one left.
To me it is about respect.
And that is why I left teaching.
As I said, try the union.
I'd ask for a meeting with the chair on your own.
You need a proper contract.
We had a very similar row at our hospice and it took two years to heal.
It sounds like you've already made up your mind.
In my experience volunteers stay where they are thanked.
Try and separate the person from the problem.
The council will always say that.
You shouldn't have to do that alone.
What helped me was to write it all down first.
Maybe you expect too much of them.
I think there is a lot of grief in this.
It's worth talking to the regional lead.
Get it in writing and copy in the clerk.
Don't answer that mail tonight.
My old boss would have called that a nice problem to have.
I suggest you start with the night shift.
that's not your job, it's the board's
If you want my opinion, the merger is a mistake.
A mediator might be the way to go.
Start with the easy one and build from there.
""".strip().splitlines(),
    Kind.MULTIPLE: """
what did she promise, what did you promise and who else heard it
1) what has been decided 2) who decided it 3) what is left
how old is the rule & who wrote it & do they still work here?
Who made the decision? And who was left out?
What do you want, and what are you willing to give up for it?
When did it start? What have you done so far? Who knows about it?
Did you tell the chair, and how did she take it?
How many volunteers have left? Did anyone ask them why?
what is the plan and who is leading it and when does it start
Is the head involved? Do the governors know? What does the council say?
What would you like to happen? Have you said so to anyone?
How do you feel about the merger, and how does your team feel about it?
What is your role in this? And what would your deputy say it is?
Have you spoken to the parents yet? If so, what did they say?
what's the worst that could happen? the best? the most likely?
How did you feel when you heard, and what did you do next?
Is it urgent? And what happens if you leave it?
What has changed since March? And what has stayed the same?
who told you, when was that and what did you say
Have you talked to the staff, what do they want, and is there money for it?
How big is the team, and who leads it?
What do the children need? What do the parents need? What do you need?
Do you want to stay? What would have to change?
Why did she leave? Did she say anything? Was it about pay?
I understand that it's a lot to deal with. How long has it felt like this, and what was it like before?
What's the first step, and how will you know it worked?
What did she say? And how did you react?
How are you sleeping? Are you eating properly?
Do you have family nearby? What about friends?
Where do you work? Do you like it there?
What do you love about it and what do you hate about it?
What went well this week? What didn't? What will you change?
Who was there, what did they say, and how did it end?
Is there anything about this that surprises you, and what is it?
What part of your job gives you joy, and what is it about it?
What is the aim? Who set it?
How did you find out, and who else knows?
Did she resign? Was she pushed? What did the board say?
What do you want to keep and what are you ready to lose?
Have you asked them? What did they say?
Who decided that, and what was the reason?
What do you want? What do they want? Where do the two meet?
Is the budget agreed? Who signed it?
How did it start and what keeps it going?
When is the deadline, and what happens if you miss it?
""".strip().splitlines(),
    Kind.SOCIAL: """
Hello from a foggy Hull
Hi folks, good to be back
I need to run, the school run, sorry
You're very welcome, have a calm evening
ok cheers Tobias
brb, the doorbell
nothing to add from my side
I pass this round
Back in ten mins, school run
sorry, wifi trouble here
see you next week, same link
+1 to what Priya asked
no need to apologise
that made my day
Thanks Ben, that was a good question
ok
Good luck with the inspection!
hi all, good to see you
:+1:
Congratulations, Priya!
haha yes
Sorry, my connection dropped
Can everyone hear me?
Shall we take five minutes?
I'll pass this time
Morning everyone :wave:
Thank you all, see you in March
who's next?
How are you all?
Have a lovely weekend, everyone
You're welcome
Well done, that took courage
pass
same here
good point
I'm so sorry to hear that
Hello everyone
Thanks, that's really helpful
great, thank you both
yes please
sounds good
ok thanks
Brilliant, well done!
Sorry to hear that, Mo
be right back
Is everyone here?
Whose turn is it?
Are we still on time?
Happy birthday Leila :tada:
I'm here now, sorry for being late
Nothing from me this round
That must be hard
wow
Thank you, I'll think about that
No question from me, thanks
Enjoy your holiday!
take care all
Bye for now, speak soon
:pray: :heart:
great answer, thank you
Hello, how are you today?
You're welcome, have a great day!
Thank you so much for listening
I hope you feel better soon!
Take care and good luck with everything
bye!
Merry Christmas to you and your family!
It was nice talking to you
Great, I'm glad to hear that!
Sure, no problem
lol same
yes
Oh dear
I'm doing well, thanks
thank you, you too
Hi, nice to meet you!
right
aww
Sorry, I have to go now
Glad I could help!
Can you see the screen?
can you hear us
Could we take a short break?
Can I go first?
Shall we move on?
Should I start?
Are you there?
Can everyone see the thread?
Good morning everyone
Thanks for that, Mo
I'm with you, Leila
That's brave, thank you
no worries at all
sure thing
I'll be two minutes late
you're muted
See you all next month!
Cheers, bye
really good question Ana
Lovely to see you all again
mmm
that resonates, thanks
:clap: :clap:
brb door
thanks both, really appreciate it
ok, back now
nice one
yep
Great session, thank you all so much
I'll be back in a minute
happy birthday for tomorrow Dan
that's so kind
hello from a rainy Leeds
good to have you with us, Leila
sending a hug
Thanks everyone, speak next week
Lovely, thank you Ana
Hope the inspection goes well!
ok got it
I see
makes sense
fair point
+1
same
yes exactly
sorry, phone
sorry for the typo
Hi both
afternoon all
good luck on Thursday Chloé
thinking of you
Well done on getting this far
that's great news
oh that's awful
so sorry, Ben
thanks for asking
no rush
I agree
agreed
it's ok
bless you
welcome back Mo
You're very welcome! Have a good night.
Bye bye, and take care of yourself
Thank you too. Have a nice day
I am glad I could help you!
Goodbye and take care!
Hello! How are you doing today?
No problem. Good luck to you.
It was a pleasure chatting with you
Thanks for talking with me, I wish you all the best
Have a Merry Christmas and a happy new year
That is great to hear!
Same to you! Goodbye
You too, have a blessed day!
Okay then, good night
Hi, I'm good thanks, and you?
I'm fine, thank you. How are you?
Pleased to meet you
It's been really nice talking with you today
I'm happy I could be of help.
You are so welcome, it was my pleasure
I hope you have a wonderful week
All the best to you and your family
Stay safe and have a great evening!
Don't mention it
anytime!
Glad to hear it
Good luck with your exam tomorrow!
Hey, good evening
Thank you for the chat, bye
Of course, happy to help
Well, it was lovely chatting
ok bye, take care, stay strong
Thank you for your time. Goodbye!
I will, thanks
Yes of course
hi how r u
good and you?
Not too bad thanks
I'm here for you.
Thanks. You take care too.
sounds like a plan
Best wishes for the new job
God bless you and your family
Wishing you a speedy recovery
Happy holidays!
thank you for being so honest with us, it means a lot
Much appreciated
I really enjoyed our talk
talk to you next time
See you on Thursday then
Thanks Dan
good morning all
well said
I'll pass, thanks
sorry, got to take this call
that was brave
great, see you next month
ok let's go
no question from me
back in two minutes
""".strip().splitlines(),
}
"""One a line."""

ELSEWHERE: Final = """
Was würde sich ändern, wenn du nichts tust?
was brauchst du von uns
Wer könnte dir dabei helfen?
Qu'est-ce qui vous empêche d'avancer ?
Comment vivez-vous cette situation ?
Pourquoi est-ce important pour toi ?
¿Qué quieres conseguir de verdad?
¿Cómo te sientes con eso?
Que te impide hablar con ella?
Cosa ti trattiene?
Come ti senti quando lui dice così?
Che cosa vorresti ottenere?
Czego się obawiasz?
Co by się zmieniło, gdybyś nic nie zrobił?
Jak się z tym czujesz?
Beth sy'n bwysig i ti?
Wat houdt je tegen?
O que te impede de falar com ele?
Vad hindrar dig?
何が一番大切ですか？
Что вам мешает?
Wie fühlt sich das an?
Et toi, tu en penses quoi ?
Was ist dir wichtig?
Come mai?
Warum?
Quando hai capito che qualcosa non andava?
En qué te puedo ayudar?
Was hast du bisher versucht?
Dlaczego to jest dla ciebie ważne?
Warum das?
Was noch?
Was genau?
Inwiefern?
Wofür?
Und dann?
Was passiert dann?
Wie meinst du das?
Was denkst du, was dein Chef dazu sagt?
Was wäre ein guter erster Schritt
erzähl mehr
Wie geht es dir damit?
Was macht das mit dir?
Worum geht es dir eigentlich
Woran würdest du merken, dass es besser ist?
Welche Ressourcen hast du?
Wenn du einen Wunsch frei hättest, was wäre das?
Was hindert Sie daran?
Quoi d'autre ?
Et après ?
Comment tu te sens ?
Qu'est-ce qui est important pour toi là-dedans ?
Que voulez-vous vraiment ?
Quelles sont vos options ?
Quel serait le premier pas ?
A quoi verras-tu que ça va mieux ?
De quoi as-tu besoin ?
Pourquoi maintenant ?
Si tout était possible, que ferais-tu ?
¿Y qué más?
¿Por qué?
que mas te preocupa
Qué harías si no tuvieras miedo?
Cómo lo ves tú?
Cuéntame más
Qué opciones tienes?
Para qué quieres cambiar?
E poi?
Cosa intendi?
Perché proprio adesso?
Quali opzioni hai?
Cosa faresti se non avessi paura?
In che modo?
Come la vedi?
Che cosa ti serve?
Raccontami di più
I co dalej?
Co to dla ciebie znaczy?
Jakie masz opcje?
Dlaczego teraz?
Co jest dla ciebie najważniejsze?
Kto może ci pomóc?
Po czym poznasz, że jest lepiej?
Opowiedz mi więcej
Hoe kijk jij daarnaar?
Wat maakt dit zo moeilijk?
Sut wyt ti'n teimlo am hynny?
Hvad er vigtigst for dig?
Mitä haluat?
Neden şimdi?
On a 1 à 10, où en es-tu ?
Was ist das Problem im Team?
Was will Ben?
So, was nun?
Come stai?
Come ti immagini il futuro?
Me puedes decir más?
Und du?
No, e tu?
Qui peut t'aider ?
Dans quel but ?
""".strip().splitlines()
"""Open questions in sixteen languages that are not English."""
