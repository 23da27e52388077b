// The description of the server by Swagger UI, which asks with the reader's token.

import {ask, root, token} from "./server.js";

const environment = new URLSearchParams(location.search).get("env");
const path = environment === null ? "" : `envs/${encodeURIComponent(environment)}/`;
const description = await (await ask(`${path}openapi.json`)).json();

/** @type {any} */ (window).SwaggerUIBundle({
    spec: {...description, servers: [{url: new URL(path, root).href.replace(/\/$/, "")}]},
    dom_id: "#description",
    validatorUrl: null,
    requestInterceptor: (/** @type {any} */ request) => {
        const known = token();
        if (known !== null && new URL(request.url, root).origin === root.origin) {
            request.headers.Authorization = `Bearer ${known}`;
        }
        return request;
    },
});
