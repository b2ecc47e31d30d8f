/**
 * Words that a sentence has behind "secret:" or "Bearer", and a log line behind a command's name. None is a secret, so what
 * stands there stays readable: what a value is decides, not only what stands before it.
 */
const words = `
a about above access account accounts after again all allow allowed already also an and another any are as ask at auth
authentication authorization available be because been before below between both but by can cancel canceled cannot challenge
change changed check checked choose closed code contains copied copy could create created credential credentials default delete
deleted denied did disabled do does done each either ended enter error every example exists expire expired expires failed false
file fill find fix follow for forbidden format found from generate get give given had has have header headers here how if ignored
in instead invalid is issue issued it its keep kept key keys leave letters limit log lowercase make many may message missing more
most must name names needs never new next no none nor not nothing now null of off on once one only open or other otherwise out
password passwords permission please policy provide provided read reads ready realm refused rejected remove removed renew
replace replaced request required requires reset response retry run saved scheme secret secrets see select send sent set setting
settings should show shown sign signed since so some start started still stop stored such support supported take taken text than
that the their them then there these they this those to token tokens too true try type under undefined unknown unset until up
uppercase use used uses using valid value values variable wait was were what when where which while who why will with without
write written wrong yes you your`;

const ordinary: ReadonlySet<string> = new Set(words.trim().split(/\s+/));

/** Whether `text` is one of them, with what closes a sentence or part of one. */
export function isOrdinaryWord(text: string): boolean {
  return ordinary.has(text.replace(/[.,:;!?)]{1,3}$/, "").toLowerCase());
}
