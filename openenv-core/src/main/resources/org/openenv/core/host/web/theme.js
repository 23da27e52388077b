// Dark or light: as the system has it, unless the reader chose.

const KEY = "openenv.theme";

/** @returns {"dark" | "light"} */
function current() {
    const chosen = document.documentElement.dataset.theme;
    if (chosen === "dark" || chosen === "light") {
        return chosen;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

const chosen = localStorage.getItem(KEY);
if (chosen === "dark" || chosen === "light") {
    document.documentElement.dataset.theme = chosen;
}

const button = document.getElementById("theme");

function label() {
    const other = current() === "dark" ? "light" : "dark";
    button?.setAttribute("aria-label", `Change to ${other} colours`);
    if (button !== null) {
        button.textContent = other === "dark" ? "Dark" : "Light";
    }
}

button?.addEventListener("click", () => {
    const next = current() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem(KEY, next);
    label();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
label();
