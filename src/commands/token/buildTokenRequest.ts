import * as vscode from "vscode";
import { nameOfId } from "../../arm/resources/resource";
import { currentIdentity } from "../../identity/change";
import { defaultIdentity, describeDefaultIdentity } from "../../identity/defaultIdentity";
import { knownProblems } from "../../identity/knownProblems";
import { tokenLanguageNames, tokenLanguages, type TokenLanguageName } from "../../identity/tokenLanguages";
import {
  judgeResource,
  judgeSelector,
  type IdentitySelector,
  type TokenHost,
  type TokenRequest,
} from "../../identity/tokenRequest";
import type { Services } from "../../services";
import type { IdentityHolderRow } from "../../rows/identities/content";
import { isIdentityNode } from "../../rows/identities/nodes";
import { isTreeNode } from "../../rows/machines/nodes";
import { askChoice, type Choice } from "../ask/askChoice";
import { askText } from "../ask/askText";
import { askAll, back, type Question } from "../ask/questions";
import type { Command } from "../run/command";
import { runInTerminal } from "./runInTerminal";
import { notify } from "../../window/notification";

interface Answers {
  readonly place?: TokenHost;
  readonly resource?: string;
  readonly selector?: IdentitySelector;
  readonly language?: TokenLanguageName;
}

/** Builds a request to the metadata service for an access token, to be run on the machine that has the identity. */
export const buildTokenRequest: Command = {
  intent: "build the token request",
  async run({ services }, clicked) {
    const holder = holderOf(services, clicked);
    const start: Answers = holder === undefined ? {} : { place: placeOf(holder) };
    const answers = await askAll<Answers>(vscode.l10n.t("Build token request"), start, [
      placeQuestion(holder),
      resourceQuestion(services),
      ...selectorQuestions(holder),
      languageQuestion,
    ]);
    const { place, resource, selector, language } = answers;
    if (place === undefined || resource === undefined || selector === undefined || language === undefined)
      return;
    await show(services, { place, resource, selector }, language, holder);
  },
};

function holderOf(services: Services, clicked: unknown): IdentityHolderRow | undefined {
  if (isIdentityNode(clicked) && clicked.kind === "holder")
    return services.identityTree.holder(clicked.holderId);
  if (!isTreeNode(clicked) || clicked.kind !== "machine") return undefined;
  const row = services.tree.list.row(clicked.key);
  return row?.kind === "vm" ? services.identityTree.holder(row.vm.id) : undefined;
}

function placeOf({ kind }: IdentityHolderRow): TokenHost {
  return kind === "nexusVm" ? "nexusVm" : "azureVm";
}

function placeQuestion(holder: IdentityHolderRow | undefined): Question<Answers> {
  return {
    applies: () => holder === undefined,
    ask: async (answers, at) => {
      const place = await askChoice<TokenHost>(at, {
        placeHolder: vscode.l10n.t("Where will it run?"),
        choices: () => [
          { label: vscode.l10n.t("Nexus VM"), icon: "vm", value: "nexusVm" },
          { label: vscode.l10n.t("Azure VM or scale set"), icon: "cloud", value: "azureVm" },
        ],
        isCurrent: (value) => value === answers.place,
      });
      return place === back ? back : { ...answers, place };
    },
  };
}

function resourceQuestion({ session }: Services): Question<Answers> {
  return {
    ask: async (answers, at) => {
      const own = session.directory?.client.cloud.imdsResource;
      const resource = await askText(at, {
        prompt: vscode.l10n.t(
          "Which resource (audience)? The audience of Resource Manager ends with a slash.",
        ),
        value: answers.resource ?? own ?? "https://management.azure.com/",
        judge: judgeResource,
      });
      return resource === back ? back : { ...answers, resource };
    },
  };
}

function selectorQuestions(holder: IdentityHolderRow | undefined): readonly Question<Answers>[] {
  const current = holder === undefined ? undefined : currentIdentity(holder.identity);
  const mustChoose = current !== undefined && defaultIdentity(current).kind === "mustChoose";
  const known = holder?.identity.userAssigned ?? [];
  return [
    {
      ask: async (answers, at) => {
        const selector = await askChoice<IdentitySelector>(at, {
          placeHolder:
            current === undefined ? vscode.l10n.t("Which identity?") : describeDefaultIdentity(current),
          choices: (): Choice<IdentitySelector>[] => [
            ...(mustChoose
              ? []
              : [
                  {
                    label: vscode.l10n.t("The default identity"),
                    detail: vscode.l10n.t(
                      "The system-assigned identity, or the only user-assigned identity.",
                    ),
                    value: { kind: "default" } as const,
                  },
                ]),
            ...known.map(({ id, clientId }): Choice<IdentitySelector> => ({
              label: nameOfId(id),
              detail: clientId === undefined ? id : `client_id ${clientId}`,
              icon: "key",
              value:
                clientId === undefined
                  ? { kind: "mi_res_id", value: id }
                  : { kind: "client_id", value: clientId },
            })),
            {
              label: "client_id…",
              description: vscode.l10n.t("entered"),
              value: { kind: "client_id", value: "" },
            },
            {
              label: "object_id…",
              description: vscode.l10n.t("entered"),
              value: { kind: "object_id", value: "" },
            },
            {
              label: "mi_res_id…",
              description: vscode.l10n.t("entered"),
              value: { kind: "mi_res_id", value: "" },
            },
          ],
        });
        return selector === back ? back : { ...answers, selector };
      },
    },
    {
      applies: ({ selector }) =>
        selector !== undefined && selector.kind !== "default" && selector.value === "",
      ask: async (answers, at) => {
        const { selector } = answers;
        if (selector === undefined || selector.kind === "default") return back;
        const value = await askText(at, {
          prompt: selector.kind,
          judge: (text) => {
            const problem = judgeSelector(selector.kind, text);
            return problem === undefined ? {} : { problem };
          },
        });
        return value === back ? back : { ...answers, selector: { ...selector, value } };
      },
    },
  ];
}

const languageQuestion: Question<Answers> = {
  ask: async (answers, at) => {
    const language = await askChoice<TokenLanguageName>(at, {
      placeHolder: vscode.l10n.t("Which language?"),
      choices: () =>
        tokenLanguageNames.map((value) => ({ label: tokenLanguages[value].title, icon: "code", value })),
      isCurrent: (value) => value === answers.language,
    });
    return language === back ? back : { ...answers, language };
  },
};

async function show(
  services: Services,
  request: TokenRequest,
  name: TokenLanguageName,
  holder: IdentityHolderRow | undefined,
): Promise<void> {
  const { write, fileExtension, language } = tokenLanguages[name];
  const text = write(request);
  await services.texts.show(`token request.${fileExtension}`, text, { language });
  const [copy, terminal] = [vscode.l10n.t("Copy"), vscode.l10n.t("Run over SSH…")];
  const buttons = name === "curl" ? [copy, terminal] : [copy];
  const where = vscode.l10n.t(
    "Run it on the machine that has the identity. It works nowhere else, and it prints no token.",
  );
  const { title, nextMove } = knownProblems.loginBlocked;
  const warning = request.place === "nexusVm" ? ` ${title}: ${nextMove}` : "";
  void notify
    .information(`${where}${warning}`, ...buttons)
    .then(async (chosen) => {
      if (chosen === copy) await vscode.env.clipboard.writeText(text);
      if (chosen === terminal) await runInTerminal(text, holder?.name);
    })
    .then(undefined, (error: unknown) => {
      services.log.error("The token request could not be used.", error);
    });
}
