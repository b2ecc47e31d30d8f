/** One word for one thing, and what not to write instead. Phrases are matched as whole words, in any case. */
export interface Term {
  readonly use: string;
  /** What the word means here, where that is not plain. */
  readonly meaning?: string;
  readonly avoid: readonly string[];
}

/**
 * The words of texts, comments and documents, after Microsoft's Writing Style Guide: US spelling, active voice, no figures of speech.
 * `docs/vocabulary.md` is made from this table, and `test/unit/vocabulary.test.ts` fails where an avoided phrase stands.
 */
export const terms: readonly Term[] = [
  {
    use: "in progress",
    meaning: "An operation, a step, or a deployment has started and has not ended.",
    avoid: ["is at it", "was at it", "under way", "is being run", "are being run", "is run already"],
  },
  {
    use: "check, checked",
    meaning: "Read the current state in Azure, or judge a file. Buttons: Check again.",
    avoid: ["check anew", "look again", "looks again", "looked at {0}", "Azure was not asked"],
  },
  {
    use: "retry",
    meaning: "Do the same again after a failure.",
    avoid: ["try again", "tries again", "tried again", "trying again", "tries anew", "try anew"],
  },
  { use: "fix", avoid: ["mend", "mends", "mended", "mending"] },
  { use: "again", avoid: ["anew"] },
  {
    use: "create again, recreate",
    meaning: "Delete a resource and create it with the same name.",
    avoid: ["make anew", "made anew", "makes it anew"],
  },
  { use: "create, created in advance", avoid: ["made ahead", "created ahead", "assigned ahead"] },
  {
    use: "already exists",
    avoid: ["exists already", "exist already", "is there already", "are there already"],
  },
  { use: "does not exist yet", avoid: ["is not there yet", "are not there yet", "not all is known"] },
  {
    use: "start, started",
    avoid: ["begin", "begins", "began", "begun", "beginning"],
  },
  { use: "continue", avoid: ["go on", "goes on", "went on", "going on", "cannot go on"] },
  {
    use: "mode",
    meaning:
      "Hands-free mode: the VM does steps 4 to 10. Guided mode: the steps are done from a workstation.",
    avoid: ["hands-free way", "guided way", "in either way", "in both ways", "who does the work"],
  },
  {
    use: "simulate",
    meaning: "The practice cloud acts as Azure or as a VM would.",
    avoid: ["play the VM's part", "plays the VM's part", "let the practice VM run it", "plays Azure"],
  },
  {
    use: "Mark Step as Done, marked by you",
    avoid: [
      "I have done this step",
      "I have not done this step",
      "your word",
      "takes the word back",
      "take the word back",
    ],
  },
  { use: "done elsewhere", avoid: ["done, not from here", "not from here"] },
  { use: "blocked", meaning: "A conflict prevents the step.", avoid: ["in the way", "in its way"] },
  { use: "this step must be done", avoid: ["is behind it"] },
  {
    use: "not reported by Azure",
    avoid: ["Azure does not tell", "has not told", "is not told", "Azure does not say"],
  },
  { use: "progress", avoid: ["how far it is", "know where they stand", "knows where it stands"] },
  { use: "does not allow", avoid: ["takes no hyphen", "takes no hyphens"] },
  { use: "does not have the key", avoid: ["takes no key"] },
  {
    use: "a string",
    avoid: ["a list of texts", "takes a text", "must be a text", "mapping of names to texts"],
  },
  { use: "requires", avoid: ["wants an", "wants one", "wants base64", "wants PKCS#1"] },
  { use: "instead of", avoid: ["in place of", "in its stead", "in stead of"] },
  { use: "manually", avoid: ["by hand"] },
  { use: "automatically", avoid: ["all by itself"] },
  { use: "anyway", avoid: ["all the same", "none the less"] },
  { use: "through", avoid: ["by way of"] },
  { use: "forever", avoid: ["for ever"] },
  { use: "silently", avoid: ["without a word"] },
  {
    use: "turn on, turn off",
    avoid: ["switch on", "switch off", "switches on", "switches off", "switched on", "switched off"],
  },
  { use: "response", meaning: "What a service returns.", avoid: ["whole answer"] },
  { use: "valid until", avoid: ["good until"] },
  {
    use: "stored",
    meaning: "Kept on this machine, in a file or in VS Code's encrypted storage.",
    avoid: ["is kept for"],
  },
  { use: "custom role", avoid: ["a role of its own"] },
  { use: "takes effect", avoid: ["minutes to hold", "lasts on without"] },
  { use: "replicates", avoid: ["to all its places"] },
  { use: "one per line", avoid: ["one a line"] },
  { use: "public key, private key", avoid: ["public half", "private half", "two halves", "the other half"] },
  { use: "No key found", avoid: ["there is no key in it", "but no key"] },
  { use: "discard", avoid: ["forgets the pair"] },
  { use: "SSH is not available", avoid: ["nobody answers", "nobody answers SSH"] },
  { use: "Passed", avoid: ["seen from here"] },
  { use: "succeed", avoid: ["end well", "ends well", "ended well", "not end well"] },
  { use: "conflict with, interfere with", avoid: ["VM of that name meets", "disturb each other"] },
  { use: "reconnect", avoid: ["connects anew"] },
  { use: "match", avoid: ["Azure say the same", "halves belong together"] },
  {
    use: "block",
    meaning: "A network or proxy denies a host.",
    avoid: ["let out", "lets out", "lets nothing out"],
  },
  { use: "No machine supports this action", avoid: ["that this can be done with"] },
  { use: "free of charge, no network calls", avoid: ["it costs nothing", "reaches nobody"] },
  {
    use: "not a valid …, not a …",
    avoid: [
      "is no JSON",
      "is no port",
      "is no report",
      "is no resource",
      "are no resources",
      "is no number",
      "is no GUID",
    ],
  },
  { use: "enter, specify", avoid: ["give the number", "give the administrator", "give a resource"] },
  { use: "withheld", avoid: ["held back"] },
  { use: "orphaned", avoid: ["stay behind", "stays behind", "assignments of an unknown principal"] },
  { use: "restore, resume", avoid: ["taken up again", "take up again", "takes up again"] },
  { use: "Not yet tested", avoid: ["ever tried against"] },
  { use: "the only proof", avoid: ["what proves it", "pretends so"] },
  {
    use: "module",
    meaning: "A folder of the source with a rule about what it may import.",
    avoid: ["rooms", "pure room", "room of the"],
  },
  { use: "dependency rule", avoid: ["the arrows"] },
  { use: "is enforced", avoid: ["bite", "bites"] },
  {
    use: "unmanaged VMs",
    meaning: "VMs that have a fleet's tag but are not in its file.",
    avoid: ["strangers"],
  },
  { use: "should, must", avoid: ["ought"] },
  { use: "error", meaning: "What is wrong in a file. A rule or a check finds it.", avoid: ["slip in it"] },
  {
    use: "US spelling",
    meaning: "Texts, comments and documents. Options and identifiers keep their names.",
    avoid: [
      "behaviour",
      "colour",
      "licence",
      "recognise",
      "recognised",
      "misspelt",
      "spelt",
      "cancelled",
      "labelled",
      "grey",
      "practise",
      "afterwards",
      "towards",
    ],
  },
];

/** Texts of other programs that this project quotes; they are not looked into. */
export const quotations: readonly RegExp[] = [/please (?:[^.]{0,80} )?(?:try again|retry)/gi, /\bBEGIN\b/g];
