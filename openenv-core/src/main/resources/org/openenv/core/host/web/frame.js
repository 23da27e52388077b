// Shows what a program displayed as HTML, in an origin of its own: the page around it is another one's, and is told nothing but
// how high this is. Scripts in the HTML do not run: the policy of this document allows this script alone.

addEventListener("message", event => {
    if (event.source === parent && typeof event.data?.html === "string") {
        document.documentElement.dataset.theme = event.data.dark === true ? "dark" : "light";
        document.documentElement.style.colorScheme = event.data.dark === true ? "dark" : "light";
        document.body.innerHTML = event.data.html;
    }
});
new ResizeObserver(() => parent.postMessage({height: document.body.offsetHeight + 16}, "*")).observe(document.body);
parent.postMessage({ready: true}, "*");
