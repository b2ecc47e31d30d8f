/** What "New enrollment user data" asks, as data; `enrollment/vmScript/newUserData.ts` makes the document of the answers. */

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** What follows from the choice, in one sentence. */
  readonly detail: string;
}

export interface Question<Value extends string> {
  readonly title: string;
  /** The first choice is the usual one. */
  readonly choices: readonly [Choice<Value>, ...Choice<Value>[]];
}

export const identityQuestion: Question<"user" | "system"> = {
  title: "Which managed identity does the VM have?",
  choices: [
    {
      value: "user",
      label: "User-assigned",
      detail: "Created with its roles before the VM, so the first boot can use it immediately.",
    },
    {
      value: "system",
      label: "System-assigned",
      detail:
        "Created with the VM. Its roles must be assigned from outside the VM, between its creation and the sign-in.",
    },
  ],
};

export const cloudQuestion: Question<"public" | "usGovernment" | "china"> = {
  title: "Which Azure cloud?",
  choices: [
    { value: "public", label: "Azure", detail: "The public cloud." },
    {
      value: "usGovernment",
      label: "Azure US Government",
      detail: "For agencies of the United States and their partners.",
    },
    { value: "china", label: "Azure China", detail: "Operated by 21Vianet." },
  ],
};

export const creatorQuestion: Question<"vm" | "workstation"> = {
  title: "Who creates the Arc machine resource and assigns the relay?",
  choices: [
    {
      value: "vm",
      label: "The VM, at first boot",
      detail:
        "The key is generated on the VM and never leaves it. The VM's identity needs the roles for both calls.",
    },
    {
      value: "workstation",
      label: "This workstation",
      detail: "The VM's identity needs fewer roles, but you must transfer the private key to the VM.",
    },
  ],
};

export const proxyQuestion: Question<"csn" | "other"> = {
  title: "Which proxy does the VM use?",
  choices: [
    {
      value: "csn",
      label: "The proxy of the cloud services network",
      detail: "http://169.254.0.11:3128, the same in every Operator Nexus VM.",
    },
    { value: "other", label: "Another proxy", detail: "For networks with their own proxy." },
  ],
};

export const formQuestion: Question<"bash" | "cloud-config"> = {
  title: "Which kind of user data?",
  choices: [
    { value: "bash", label: "Shell script", detail: "The script itself. You can also run it manually." },
    {
      value: "cloud-config",
      label: "cloud-config",
      detail:
        "The script as a file that runcmd runs, to which you can add users, packages, and other modules.",
    },
  ],
};

export const flavourQuestion: Question<"az" | "curl"> = {
  title: "How does the VM call Azure?",
  choices: [
    { value: "az", label: "Azure CLI", detail: "As in Microsoft's article. The script installs it." },
    { value: "curl", label: "curl", detail: "No Azure CLI on the VM: less to download." },
  ],
};

export const templateQuestions = {
  identity: identityQuestion,
  cloud: cloudQuestion,
  creator: creatorQuestion,
  flavour: flavourQuestion,
  proxy: proxyQuestion,
  form: formQuestion,
} as const;

type ValueOf<Asked> = Asked extends Question<infer Value> ? Value : never;

/** One answer to each question. */
export type TemplateAnswers = {
  readonly [Name in keyof typeof templateQuestions]: ValueOf<(typeof templateQuestions)[Name]>;
};
