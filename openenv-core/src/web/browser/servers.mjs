// Starts servers for the tests, and a way to them that can be cut.
import {spawn} from "node:child_process";
import {once} from "node:events";
import {existsSync, readdirSync} from "node:fs";
import {connect, createServer} from "node:net";
import {fileURLToPath} from "node:url";

const repository = new URL("../../../../", import.meta.url);

/** @returns {string[]} the command that starts a server; another one can be given as a line for bash */
function command() {
    if (process.env.WEB_SERVER) {
        return ["bash", "-c", `exec ${process.env.WEB_SERVER} "$@"`, "server"];
    }
    const jar = fileURLToPath(new URL("coding-env-server/target/coding-env-server.jar", repository));
    if (!existsSync(jar)) {
        throw new Error(`${jar} is not there: mvn package makes it`);
    }
    const examples = fileURLToPath(new URL("coding-env-examples/target/", repository));
    const plugins = existsSync(examples) && readdirSync(examples).some(name => name.endsWith(".jar")) ? ["--plugins", examples] : [];
    return ["java", "-jar", jar, "--default-env", "coding_env", ...plugins];
}

/**
 * Starts a server on a free port.
 *
 * @param {...string} options
 */
export async function serve(...options) {
    const [program, ...fixed] = command();
    const child = spawn(program, [...fixed, "--port", "0", "--drain-grace", "0", ...options], {
        stdio: ["ignore", "pipe", "inherit"],
        env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("OPENENV_"))),
    });
    let said = "";
    const url = await new Promise((resolve, reject) => {
        child.once("exit", status => reject(new Error(`the server ended with ${status}: ${said}`)));
        child.stdout.on("data", data => {
            said += data;
            const found = / at (http:\/\/[^\s,]+)/.exec(said)?.[1];
            if (found) {
                resolve(found);
            }
        });
    });
    child.removeAllListeners("exit");
    return {
        url,
        port: Number(new URL(url).port),
        stop: async () => {
            child.kill("SIGTERM");
            if (child.exitCode === null) {
                await once(child, "exit");
            }
        },
    };
}

/** A way to a server that can be cut, and led to another one. @param {number} port */
export async function way(port) {
    let to = port;
    let closed = false;
    const open = new Set();
    const server = createServer(from => {
        if (closed) {
            from.destroy();
            return;
        }
        const onward = connect(to, "127.0.0.1");
        for (const [one, other] of [[from, onward], [onward, from]]) {
            open.add(one);
            one.pipe(other);
            one.on("error", () => other.destroy());
            one.on("close", () => {
                open.delete(one);
                other.destroy();
            });
        }
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
        url: `http://127.0.0.1:${server.address().port}`,
        cut: () => {
            closed = true;
            open.forEach(socket => socket.destroy());
        },
        mend: (next = to) => {
            to = next;
            closed = false;
        },
        stop: () => {
            open.forEach(socket => socket.destroy());
            server.close();
        },
    };
}
