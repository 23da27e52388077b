// Tells when the session will end for want of use, before it does: a tab that nobody looks at holds a place that others want.

const WARNING_SECONDS = 60;

/**
 * @param {import("./session.js").TabSession} session
 * @param {{warn: (text: string | null) => void, strike: (why: string) => void, busy: () => boolean}} told
 */
export function watchIdle(session, told) {
    const use = () => { session.lastUsed = Date.now(); };
    document.addEventListener("keydown", use, {passive: true});
    document.addEventListener("pointerdown", use, {passive: true});
    let warned = false;
    setInterval(() => {
        const known = session.known;
        if (known === null || !session.open) {
            return;
        }
        if (told.busy()) {
            use();
        }
        const idle = left(known.limits.session_timeout_s, session.lastUsed);
        const life = left(known.limits.max_session_lifetime_s, known.opened);
        const warning = Math.min(WARNING_SECONDS, known.limits.session_timeout_s / 3 || WARNING_SECONDS);
        if (idle <= 0) {
            told.strike("The session was not used for longer than this server allows, and has ended. Its variables and files are gone.");
            warned = false;
        } else if (idle < warning) {
            told.warn(`This session ends in ${Math.ceil(idle)} s unless it is used: press a key, or run something.`);
            warned = true;
        } else if (life < WARNING_SECONDS) {
            told.warn(`This session ends in ${Math.max(0, Math.ceil(life))} s: that is the longest this server lets one live.`);
            warned = true;
        } else if (warned) {
            told.warn(null);
            warned = false;
        }
    }, 1000);
}

/** @param {number} limit in seconds, 0 for none @param {number} since @returns {number} seconds */
function left(limit, since) {
    return limit === 0 ? Infinity : limit - (Date.now() - since) / 1000;
}
