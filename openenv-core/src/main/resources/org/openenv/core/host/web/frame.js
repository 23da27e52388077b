// Shows what a program displayed as HTML, in an origin of its own: the page around it is another one's, and is told nothing but
// how high this is. Scripts in the HTML do not run: the policy of this document allows this script alone. Nothing is loaded either.

addEventListener("message", event => {
    if (event.source === parent && typeof event.data?.html === "string") {
        document.documentElement.dataset.theme = event.data.dark === true ? "dark" : "light";
        document.documentElement.style.colorScheme = event.data.dark === true ? "dark" : "light";
        // parsed where nothing is loaded: a policy knows no hints, by which a browser would look names up and connect
        const read = new DOMParser().parseFromString(event.data.html, "text/html");
        read.querySelectorAll("link, meta, base").forEach(hint => hint.remove());
        // a link can lead nowhere from here, and yet a browser connects before it asks the policy
        read.querySelectorAll("a, area").forEach(link => ["href", "xlink:href", "ping"].forEach(name => link.removeAttribute(name)));
        document.body.replaceChildren(...[...read.head.childNodes, ...read.body.childNodes].map(node => document.importNode(node, true)));
    }
});
new ResizeObserver(() => parent.postMessage({height: document.body.offsetHeight + 16}, "*")).observe(document.body);
parent.postMessage({ready: true}, "*");
