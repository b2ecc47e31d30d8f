/** What a question answers when the user goes back to the one before it. */
export const back: unique symbol = Symbol("back");
export type Back = typeof back;

/** Where a question stands among the others. */
export interface QuestionStep {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly total: number;
}

/** One of several questions. It shows what was answered before, so that going back and on again is easy. */
export interface Question<Answers> {
  /** Left out when the answers so far make it needless. */
  readonly applies?: (answers: Answers) => boolean;
  readonly ask: (answers: Answers, questionStep: QuestionStep) => Promise<Answers | Back>;
}

/** Asks one question after the other; "back" asks the one before again. Throws whatever a question throws to end it. */
export async function askAll<Answers>(
  title: string,
  start: Answers,
  questions: readonly Question<Answers>[],
): Promise<Answers> {
  const asked: number[] = [];
  let answers = start;
  let next = 0;
  for (;;) {
    const question = questions[next];
    if (question === undefined) return answers;
    if (question.applies?.(answers) === false) {
      next += 1;
      continue;
    }
    const total = questions.filter(({ applies }) => applies?.(answers) !== false).length;
    const answer = await question.ask(answers, { title, step: asked.length + 1, total });
    if (answer === back) {
      next = asked.pop() ?? 0;
    } else {
      asked.push(next);
      answers = answer;
      next += 1;
    }
  }
}
