// What VS Code gives a page, played in a plain browser: messages go to the harness and come back by server-sent events.
// `data-unanswered` of the document counts messages of the page that are not worked off by the host and, after it, by the page.
{
  const id = document.currentScript.dataset.page;
  const hear = new EventSource(`/hear?id=${id}`);
  let unanswered = 0;
  const count = (change) => {
    unanswered += change;
    document.documentElement.dataset.unanswered = String(unanswered);
  };
  count(0);
  hear.onmessage = ({ data }) => window.postMessage(JSON.parse(data));
  // Through the window, so that the page has worked on all that the host said before.
  const taken = "the harness: taken";
  hear.addEventListener("taken", () => window.postMessage(taken));
  window.addEventListener("message", ({ data }) => {
    if (data === taken) count(-1);
  });
  let last = Promise.resolve();
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => {
      count(1);
      // One after the other, as VS Code delivers them.
      last = last.then(() => fetch(`/say?id=${id}`, { method: "POST", body: JSON.stringify(message) }));
    },
    getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined,
    setState: (state) => sessionStorage.setItem("state", JSON.stringify(state)),
  });
}
