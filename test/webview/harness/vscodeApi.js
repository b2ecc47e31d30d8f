// What VS Code gives a page, played in a plain browser: messages go to the harness and come back by server-sent events.
{
  const id = document.currentScript.dataset.page;
  const hear = new EventSource(`/hear?id=${id}`);
  hear.onmessage = ({ data }) => window.postMessage(JSON.parse(data));
  let last = Promise.resolve();
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => {
      // One after the other, as VS Code delivers them.
      last = last.then(() => fetch(`/say?id=${id}`, { method: "POST", body: JSON.stringify(message) }));
    },
    getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined,
    setState: (state) => sessionStorage.setItem("state", JSON.stringify(state)),
  });
}
