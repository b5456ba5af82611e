# The words of the pages, English. Short sentences, the reader is "you", no office jargon.

name = Qingcun
skip = Skip to the content
tools = Display settings
size-larger = Larger
size-ordinary = Standard size
other-language = 中文
foot-ask = A question? Telephone:
foot-promise = Everything published here enters a record that cannot be changed.
foot-log = How to check it
foot-rules = The rules
foot-sign-in = Officials sign in
foot-help = Help with this system:
choose = Please choose
optional = optional
search = Search
cancel = Cancel
faults = { $count ->
    [one] One thing needs correcting
   *[other] { $count } things need correcting
 }
next-title = What happens next
pager = Pages
pager-before = Previous
pager-after = Next
pager-here = { $first }–{ $last } of { $all }
months = Months

left-today = last day today
left-days = { $days ->
    [one] 1 day left
   *[other] { $days } days left
 }
left-past = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
 }

flow-title = Where it stands
flow-done = done
flow-current = under way
flow-waiting = waiting
flow-refused = refused
flow-ahead = not yet
flow-aside = not on this road

county-lead = How your village's money is spent and how its matters are decided: all of it is here, without signing in.
county-search = Which village are you from?
county-found = { $count ->
    [0] No village found
    [one] One village found
   *[other] { $count } villages found
 }
county-none = Please check the name, or look under the townships below.
county-villages = { $count ->
    [one] 1 village
   *[other] { $count } villages
 }

month-in = In
money-out = Paid
month-out = Paid this month
month-each = See every payment
open-title = Open for your objection now
open-none = Nothing is open for objection at the moment.
open-until = Until { $day }, { $left }
open-go = Read it and object
three-title = The three disclosures
party = Party affairs
affairs = Village affairs
finance = Finance
row-none = Nothing has been published yet
projects = Small projects
contracts = Contracts
seal = Uses of the seal
shelf-none = None yet.
people-title = Who does the village's work
people-may = Who can do what here, and why
people-poster = Print the poster
money-decision = How this was decided
money-ask = Ask about this

posts-title = Who can do what here, and why
posts-lead = What each post may and may not do stands in the rules. There are no exceptions.
posts-vacant = Nobody holds this post now
posts-may = May
posts-may-not = May not

poster = Poster
poster-picture = Download the QR picture
poster-back = Back
poster-how = Print on A4 with your browser's print command.
poster-scan = Scan with your phone
poster-phone = Questions:

window-title = You can object
window-until = Open until { $day }, { $left }.
window-objections = { $count ->
    [one] One objection was received. The next step waits until it is answered.
   *[other] { $count } objections were received. The next step waits until they are answered.
 }
window-object = Object
record-title = The record
proof-title = How you know it was not changed
proof-number = Number: { $number }
proof-entry = The latest change is entry { $entry }, fingerprint { $fingerprint }.
proof-how = How to check
proof-poster = Print this case's QR code
decision-title = How it was decided
votes-present = present of { $entitled }
votes-for = in favour
votes-against = against
votes-abstain = abstained
votes-recused = recused

objection-title = Object
objection-text = Your question or objection
objection-text-hint = Say what is wrong. A few sentences are enough.
objection-privacy = What you write will be public; who you are will not. Please write nothing private about others.
objection-send = Send
objection-received = Your objection was received
objection-next-stop = Until it is answered, this matter cannot go on.
objection-next-answer = The village must answer by { $day }. The answer will be public.
objection-next-see = You will find the answer here:
objections-title = Objections
objection-answer = Answer:
objection-answer-go = Answer this objection
receipt-number = The number, please note it:

sign-in = Sign in
sign-in-lead = For village and township officials. Villagers read everything without signing in.
sign-in-name = User name
sign-in-name-hint = The name you were given, such as 990101-P00042
sign-in-password = Password
sign-in-go = Sign in
sign-in-lost = If you have lost your password, ask the township official who keeps the roster for a new one.
sign-out = Sign out
sign-out-everywhere = Sign out on every device
password-title = Change your password
password-forced = You are signing in for the first time. Choose a password of your own before you begin.
password-lead = Choose a password that only you know.
password-old = Present password
password-new = New password
password-new-hint = At least 8 characters. Join several words that have nothing to do with each other and add digits; no birthday, telephone number or name.
password-again = New password once more
password-go = Save the new password
password-changed = Your password was changed
password-changed-lead = Sign in with the new password from now on. You are signed out on all other devices.
password-changed-go = To my desk

rail = Work
rail-desk = My desk
rail-cases = Cases
rail-start = Start an affair
rail-alerts = Alerts
rail-roster = Roster
rail-log = Check the record
desk-title = Good day, { $name }
desk-alerts = { $count ->
    [one] One alert waits for you to acknowledge it
   *[other] { $count } alerts wait for you to acknowledge them
 }
desk-waiting = Waiting for you
desk-recent = What you did lately
desk-recent-none = You have not acted yet.
desk-empty = Steps that are yours to take will appear here.
desk-empty-why = Nothing waits for you at the moment.

column-what = Case
column-village = Village
column-amount = Amount
column-step = Where it stands
column-due = Due
column-moved = Last change
start-want = What do you want to do
start-want-hint = In your own words, such as “pay the electrician” or “certificate of residence”.
start-find = Find
start-found = It may be one of these
start-none = Nothing like it was found
start-none-next = Say it in other words, or choose below.
start-others = Affairs that other posts begin
start-village = Which village
now-title = What you can do now
now-none = It is not your turn: there is nothing for you to do now.
now-ended = It has ended: nothing is left to be done.
facts-title = What it is about
case-public = See the page as villagers see it
papers-title = Papers
papers-hint = Photographs or scans: JPEG, PNG, WebP, PDF, up to 20 MB each. Where and how a photograph was taken is removed from it.
check-go = Next: check
check-hint = You can check everything before it is sent.
check-title = Check your answers
check-send = Confirm and send
check-change = Go back and change
check-final = What is sent cannot be changed or deleted. A mistake is put right by a later record.
then-title = When you send this
meeting-roster = Attendance ({ $count } entitled)
meeting-name = Name
meeting-present = Present
meeting-recused = Recused
meeting-is-present = { $name } is present
meeting-is-recused = { $name } is recused
meeting-computed = Attendance and majority are computed under the rules.
receipt-title = Done
receipt-entry = entry { $entry }
receipt-case = Back to the case
receipt-desk = See what else waits
refusal-title = This cannot be done yet
refusal-ground = Ground
refusal-next = What to do next
refusal-told = Who was told
refusal-entry = Recorded
refusal-back = Back to the case

alert-times = the same { $count } times
alert-case = Case
alert-receivers = Who was told
alert-history = What was done about it
alert-acknowledge = Acknowledge
alert-acknowledge-help = Says that you have seen it and will follow it up.
alert-explain = Explain
alert-explain-help = Say how it came about and what will be put right.
alert-explain-text = Explanation
alert-close = Close
alert-close-help = Close it once it is cleared up. A red alert is closed by somebody outside the village.
alert-close-text = What was found and what was done

roster-search = Search by name or number
roster-name = Name
roster-posts = Posts
roster-place = Place
roster-until = Until
roster-kin = Near relatives
roster-end = End mandate
import-title = Import a roster
import-lead = Import a whole spreadsheet. It is saved only if every row is right; otherwise nothing is saved.
import-faulty = { $bad } of { $all } rows need correcting
import-nothing = Nothing was saved. Please correct your spreadsheet and import it again.
import-sheet = Download the error sheet
import-line = Row
import-column = Column
import-found = Found
import-expected = Expected
import-file = Roster file
import-file-hint = CSV or XLSX
import-go = Check and import
import-template = Download an empty spreadsheet
import-columns = The columns that the spreadsheet needs
mandate-title = Grant a mandate
mandate-lead = Who holds which post, from when to when. Rights end by themselves.
mandate-person = Who
mandate-post = Post
mandate-starts = From
mandate-ends = Until
mandate-ends-hint = The last day still counts.
mandate-go = Grant the mandate
kin-title = Declare near relatives
kin-lead = Once declared, a relative is recused from the matter automatically.
kin-relation = Relation of the relative
kin-go = Declare
kin-standing = Declared already

log-title = Check the record
log-lead = Every act, and every attempt that was refused, enters one record in order. It cannot be changed, and anyone can check it.
log-checkpoint = The newest signature
log-size = Entries
log-signed = Signed
log-root = Fingerprint of the whole
log-note = The signed text
log-none = There is no signature yet.
log-how-title = How to check
log-how = Write down or photograph the number of entries and the fingerprint, and come back later. If anyone has changed or removed an old entry, the fingerprint no longer fits.
log-how-case = Each case's page says at its foot which entry it is and its fingerprint. Entries are only ever added; their numbers never change.
log-how-tool = Whoever knows computers can fetch the fingerprints of all entries and compute everything again with public tools (C2SP tlog-tiles). The address and the public key below are all they need.
log-prefix = Address of the log
log-key = Public key
log-entries = The fingerprint of every entry
log-entries-lead = Only numbers, days and fingerprints stand here. Entries may hold personal data, so what they say is not published here; what is public stands on the villages' pages.
log-none-entries = There is no entry yet.
log-seq = No.
log-when = Day
log-leaf = Fingerprint

error-home = Back to the first page
error-incident = Incident number; please give it when you telephone:
error-400 = It did not arrive whole
error-400-words = What you sent was incomplete. Nothing was saved.
error-400-next = Please go back and try again.
error-403 = It cannot be done this way
error-403-words = The page was open for too long, or the form did not come from this system. Nothing was saved.
error-403-next = Please go back, reload the page and try again.
error-404 = Not found
error-404-words = There is nothing at this address.
error-404-next = Please check the address, or scan the code again.
error-409 = Somebody was faster
error-409-words = The case changed after you opened the page. What you sent was not saved.
error-409-next = Please go back to the case and see where it stands now.
error-413 = The file is too large
error-413-words = A file may have at most 20 MB. Nothing was saved.
error-413-next = Please take a smaller photograph, or send it in parts.
error-415 = This kind of file cannot be taken
error-415-words = Only whole JPEG, PNG and WebP pictures and PDF files are taken. Nothing was saved.
error-415-next = Please send a photograph or a PDF instead.
error-429 = Please wait a little
error-429-words = There were too many attempts in a short time.
error-429-next = Please try again in a few minutes.
error-500 = Something is broken
error-500-words = The fault is ours, not yours. What you sent was not saved.
error-500-next = Please try again later. If it happens again, telephone and give the incident number.
error-503 = The system is busy
error-503-words = It cannot be done right now. What you sent was not saved.
error-503-next = Please try again in a few minutes.

rules-title = The rules
rules-lead = Here stands how each matter is done step by step, by whom, and who may not. The system follows these rules; nobody can skip them.
rules-affairs = The matters
rules-tiers = Who decides on how much
rules-bodies = When a meeting counts
rules-laws = Grounds
rules-layers = The rules have layers, and a lower one can only be stricter: { $layers }.
rules-fingerprint = Fingerprint of the rules: { $fingerprint }. A case follows to its end the rules that it began under.
law-of = { $name } (text of { $year })
layer-national = the nation
layer-zhejiang = Zhejiang province
tier-up-to = Up to ¥{ $most }
tier-between = Over ¥{ $least }, up to ¥{ $most }
tier-from = From ¥{ $least }
tier-any = Any amount
tier-who = Decided by
body-convener = Called by
body-notice = Notice before
body-attend = Who must come
body-pass = Who must agree
share-entitled = { $share } of those entitled
share-present = { $share } of those present
share-households = { $share } of the households
rule-or = , or{" "}
rule-and = ,{" "}
rule-amount = { $amount } yuan
rule-steps = Step by step
rule-chart = The ordinary road
rule-promises = What the system makes sure of
rule-numbers = Times and amounts
rule-disclosed = Published by the end
rule-papers = Papers needed
rule-paper-may = { $name } (may be added)
rule-paper-when = { $name } (in certain cases)
rule-paper-many = { $name } (at least { $count })
rule-window = Open for objection
rule-body = { $attend } must come; { $pass } must agree
rule-limit = Time allowed
rule-limit-within = within { $days }
rule-limit-from = within { $days } of “{ $step }”
rule-apart = Not by whoever did
rule-outcomes = How it can come out
rule-discloses = Published with it
rule-stops = What stops it
rule-warns = · insisting raises an alert
kind-notice = Notice of a meeting
kind-meeting = Meeting
kind-publicity = Open for objection
hole = ({ $name })
hole-party = the other party of the contract
hole-left = what is left of the contract
hole-case = another case
hole-official = an official of the village
unit-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
unit-working-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
}
unit-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
unit-percent = { $count }%
unit-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}

yes = yes
no = no
until = by { $day }
capitals = In Chinese capitals
needed = Needed.
picture = picture
outcome = Result
clockwork = automatically
entry-number = Entry { $entry }
month-before = Paid last month
month-year = Paid this year
month-fresh = As of { $day }. Every payment shows on the day it is made.
month-missing = Income and balance: the village's books are not connected yet, so they cannot be shown
months-all = All
not-connected = books not connected yet
row-news = { $count } new this month; latest: { $what }
overdue-step = “{ $what }”: “{ $step }” was due on { $day }, { $left }
list-empty = What is made public will be listed here.
list-empty-why = There is nothing yet.
decided-passed = { $body }: { $present } present, { $favour } in favour, carried
decided-not-passed = { $body }: { $present } present, { $favour } in favour, not carried
money-payee = Paid to
money-method = How
money-case = Case
pay-transfer = bank transfer
pay-cash = cash
poster-lead = See your village's money and decisions with your phone
poster-money = Money: every payment, to whom and what for
poster-matters = Decisions: who proposed, who decided, with how many votes
poster-ask = Questions: ask while it is open for objection; the answer is public
poster-case-point = Scan to see where it stands, who acted, the papers and the votes
poster-printed = Printed { $day } · entry { $entry } · fingerprint { $fingerprint }
case-open = Open for objection
case-running = Under way
case-done = Done
case-ended = Ended without result
case-objected = Objection to be answered
stands-waiting = Waiting for “{ $step }”
stands-ended = It has ended: { $ending }.
stands-open = Open for objection until { $day } ({ $left }).
stands-objected = { $count } objections wait for an answer; then it goes on.
stands-due = Waiting for “{ $step }” by the { $who }, by { $day } ({ $left }).
stands-who = Waiting for “{ $step }” by the { $who }.
stands-meets = The meeting is on { $day }; after it the { $who } records “{ $step }”.
meets-tag = meets on { $day }
act-refused = Refused
act-refused-told = . It was stopped, and the supervisors were told.
paper-about = { $kind } · { $size } · fingerprint { $fingerprint }
paper-least = At least { $count }.
paper-when = { " " }Not every case needs it; you are told when it is missing.
paper-received = { $size } · received
votes-came = present
votes-unit = votes
votes-passed = Attendance and votes met the rule: carried.
votes-not-passed = Attendance or votes did not meet the rule: not carried.
objection-contact-label = How to reach you
objection-contact-hint = You may leave this empty. Only those who answer will see it; it is never published.
objection-contact = Reach:
objection-number = Number of the objection
objection-open = To be answered
objection-upheld = Upheld
objection-answered = Answered
answer-text = Answer
answer-text-hint = State the facts and the grounds. The answer is public.
answer-result = What came of it
answer-explained = Explained; the plan stands
answer-upheld = The objection is right and is upheld
answer-send = Publish the answer
filter-state = State
filter-affair = Affair
filter-all = All
filter-mine = Waiting for me
filter-open = Open for objection
filter-late = Overdue
filter-running = Under way
filter-ended = Ended
filter-unclosed = Not closed
filter-new = To be acknowledged
filter-closed = Closed
cases-empty = Cases that match will be listed here.
cases-empty-why = No case matches at the moment.
later-title = Steps whose turn has not come
later-hint = Open one to see why it cannot be taken yet.
closed-title = This step cannot be taken now
closed-hint = If you send it all the same, it is refused. An attempt to skip a step is recorded, and the director of the supervision committee and the township discipline officer are told.
meets-title = The meeting has not been held
meets-hint = The meeting is on { $day }. Come back after it to record who came and how they voted.
field-only-for = Only for “{ $outcomes }”.
outcome-counted = As the count gives it
meeting-day = Day of the meeting
meeting-household = Count one voice for each household
meeting-bodies = Which body meets
meeting-relative = A relative of “{ $party }”: must be recused
start-by = Begun by the { $who }
start-title = What it is about
start-title-hint = A few words that a villager understands, such as “repair of the street lamps”.
then-record = It enters the record, which cannot be changed.
and = { ", " }
came-counted = By the count: { $outcome }.
came-paid = A payment of { $amount } to { $party } is recorded.
came-open = It is open for anyone's objection until { $day }.
came-disclosed = Made public: { $items }.
refusal-changed = What changed since you opened the page
refusal-entries = Entry { $entry }, alert { $alert }
colour-red = Red
colour-orange = Orange
colour-yellow = Yellow
alert-new = To be acknowledged
alert-acknowledged = Acknowledged
alert-not-acknowledged = Not acknowledged
alert-closed = Closed
alert-until = To be acknowledged by { $day } ({ $left }); after that it goes one level up.
alert-who = Who
alert-tried = What was attempted
alert-ground = Ground
alert-first = First
alert-last = Last
alert-often = How often
alert-finding = What was found
finding-confirmed = It was so; it was dealt with
finding-unfounded = A slip of the hand; unfounded
alert-step-raised = Raised
alert-step-repeated = Tried again
alert-step-acknowledged = Acknowledged
alert-step-explained = Explained
alert-step-climbed = Went one level up
alert-step-overdue = Not acknowledged in time at the county
alerts-empty = Alerts that you receive will be listed here.
alerts-empty-why = There is none at the moment.
roster-empty = The people of the roster will be listed here.
roster-empty-why = Nobody is registered here yet, or nobody matches.
roster-who = People
roster-officers = Holding an office
roster-within = Within
mandate-end-title = End a mandate
mandate-end-lead = Its rights end after the last day that you give.
mandate-last-day = Last day
mandate-reason = Reason
mandate-end-go = End the mandate
kin-person = Who
kin-relative = Who is the relative
category-a = Major decisions
category-b = Party and personnel
category-c = Money
category-d = Property
category-e = Land and resources
category-f = Works and purchases
category-g = Contracts
category-h = Homesteads
category-i = Benefits
category-j = Members and shares
category-k = Seal and disclosure

tried-kin = Whoever tried is a near relative of a party and must stand aside
tried-apart = Whoever did an earlier step may not do this one
tried-not-your-post = This step is not that post's to take
tried-by-rule = The rules of this step do not allow it
not-public = (not public)
paper-kept = not public, kept · fingerprint { $fingerprint }
paper-other = Paper

missing-item = { $name }: { $period } is missing
missing-many = { $count ->
    [one] { $count } item that should be public is missing
   *[other] { $count } items that should be public are missing
}
unpublished-title = Due, and not published yet
period-quarter = quarter { $part } of { $year }
period-half = { $part ->
    [1] first
   *[other] second
} half of { $year }
period-year = { $year }
seal-uses = { $times ->
    [one] once
   *[other] { $times } times
}, { $copies ->
    [one] { $copies } copy
   *[other] { $copies } copies
}
seal-last = latest
shelf-all = See all

posts-common = The same for everybody
posts-also = May also: { $what }.
who-why = { $words } ({ $ground })
colon = :{" "}
articles-more = { $shown }; and { $count } more

# People, posts, delegations
person-household = Household
person-phone = Telephone
person-email = E-mail
person-born = Born
terms-none = No post was ever entered.
term-in-force = In force
term-ended = Ended
term-to-come = Still to come
term-granted-by = entered by { $who }, { $when }
term-founded = taken over when the roster was made, { $when }
term-ended-by = ended early by { $who }, { $when }
kin-none = No relatives are declared yet.
sign-in-none = There is no sign-in yet.
sign-in-first = Signs in as { $name }; the first password was not used yet.
sign-in-has = Signs in as { $name }, with a password of their own.
sign-in-make = Make a sign-in
sign-in-make-hint = A first password is made and shown once. It must be changed when it is first used.
sign-in-reset = Reset the password
sign-in-reset-hint = Only when it was forgotten. The old password ends at once, and they are signed out everywhere; it is recorded who did it.
handover-title = First password, shown this once
handover-password = First password
handover-once = Tell it in person or by telephone; do not post it in a group. It is gone when you leave this page; if it was not noted, reset it again.
own-title = My posts
own-lead = What you are, until when, and what each post lets you do. When a post ends, its rights end by themselves.
own-may = You may
own-may-not = You may not
own-nothing = As such you have nothing to do in the system at present.
own-others = Ended, or still to come
own-kin = Relatives that I declared
own-empty = Your posts will be listed here.
own-empty-why = You hold no post now. If one should be entered, ask a township official.
rail-delegations = Delegations
delegations-lead = The villagers' meeting may let the representatives decide some matters. Without that, they decide nothing.
delegations-in-force = In force now
delegations-others = Ended, or still to come
delegations-empty = What the villagers' meeting delegates will be listed here.
delegations-empty-why = Nothing is delegated now: major matters are the villagers' meeting's to decide.
delegation-title = Record a delegation
delegation-lead = After the villagers' meeting, record what it delegated, until when, who came and how they voted. Without the attendance and the votes that the rules ask for, it does not stand.
delegation-body = Who is authorised
delegation-matters = What the { $body } may decide
delegation-ends-hint = The last day still counts; at most one term of office (5 years).
delegation-minutes = Minutes of the meeting
delegation-go = Record the delegation
delegation-may-decide = May decide:
delegation-decided = Given by the { $body } on { $day }: { $present } of { $entitled } present, { $favour } votes for
tried-grant = Grant a mandate: { $post }
tried-sign-in = Make a sign-in or reset a password
tried-other = Another act
climbed-township = Nobody acknowledged it in time; it went up to the township.
climbed-county = Nobody acknowledged it in time; it went up to the county.
refusal-go-back = Go back
refusal-back-alert = Back to this alert
ask-village = For which village?
ask-none = Your posts reach no village, so there is nothing to start.

# Adopting rules.
rail-rules = Adopting rules
rules-in-force = In force
rules-since = since { $day }
rules-by-two = proposed by { $proposer }, confirmed by { $adopter }
rules-by-founding = adopted when the county was founded
case-rules = This case follows the rules adopted on { $day } (fingerprint { $fingerprint }).
case-rules-since = { " " }Those in force now were adopted on { $day } and hold for cases that began later.
adopt-lead = Rules are changed by two people: one proposes, another reads what changes and confirms. New cases then follow the new rules; running ones stay with those that they began under.
adopt-proposals = Rules that were proposed
adopt-none = Nobody has proposed new rules yet
adopt-none-why = The rules in force hold until two people adopt others.
adopt-title = Propose new rules
adopt-file = File of the rules
adopt-file-hint = The one file (.json) that qingcun rules propose makes
adopt-reason = Why
adopt-reason-hint = Say on which document it rests and what changes
adopt-proof = It is read and proved first, which may take some seconds. Nothing is taken in which a lower layer is looser than one above.
adopt-go = Check and propose
adopt-unpacked = This file holds no packed rules; make it with qingcun rules propose
proposal-open = waits for a second person
proposal-adopted = adopted
proposal-declined = declined
proposal-withdrawn = withdrawn
proposal-by = proposed by { $who }, { $day }
proposal-decided-by = ; decided by { $who }, { $day }
proposal-changes = What changes
proposal-cases = Running cases
proposal-running = { $count ->
    [one] { $count } case is running; it goes to its end under the rules that it began with and is not touched.
   *[other] { $count } cases are running; each goes to its end under the rules that it began with and is not touched.
}
proposal-own = You proposed this; another person who may adopt rules must confirm it.
proposal-final = It holds at once and is entered in the record for good; to change it back, propose again.
proposal-confirm = Confirm and adopt
proposal-decline = Decline
proposal-withdraw = Withdraw
