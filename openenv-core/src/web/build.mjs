// Bundles the editor, and writes at its head what it was made from, so that a test without npm sees when it is not current.
import {createHash} from "node:crypto";
import {readFileSync, writeFileSync} from "node:fs";
import {build} from "esbuild";

const here = new URL("./", import.meta.url);
const target = new URL("../main/resources/org/openenv/core/host/web/codemirror.js", here);

const hash = createHash("sha256");
for (const name of ["editor.js", "package-lock.json"]) {
    hash.update(readFileSync(new URL(name, here)));
}

const {outputFiles, metafile} = await build({
    entryPoints: [new URL("editor.js", here).pathname],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    metafile: true,
    write: false,
});

const packages = Object.keys(metafile.inputs)
    .map(path => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter(name => name !== undefined);
/** @type {Map<string, string[]>} packages by the text of their licence */
const byLicence = new Map();
for (const name of [...new Set(packages)].sort()) {
    const {version} = JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, here), "utf8"));
    const licence = readFileSync(new URL(`node_modules/${name}/LICENSE`, here), "utf8").trim();
    byLicence.set(licence, [...(byLicence.get(licence) ?? []), `${name} ${version}`]);
}
const notices = [...byLicence].map(([licence, names]) => `${names.join(", ")}:\n\n${licence}\n`);
const head = `/*! made from ${hash.digest("hex")}\nThe parts of CodeMirror that the playground uses.\n\n${notices.join("\n")}*/\n`;
writeFileSync(target, head + "// @ts-nocheck\n" + outputFiles[0].text);
console.log(`${target.pathname}: ${(head.length + outputFiles[0].text.length) >> 10} KiB`);
