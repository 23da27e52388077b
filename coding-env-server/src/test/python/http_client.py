"""A real HTTP client, httpx, against a running coding environment, its answers put to models closed against other fields:
python http_client.py URL"""

import sys

import httpx
from pydantic import BaseModel, ConfigDict


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Health(Closed):
    status: str


class Metadata(Closed):
    name: str
    description: str
    readme_content: str | None = None
    version: str | None = None
    author: str | None = None
    documentation_url: str | None = None


class Schemas(Closed):
    action: dict
    observation: dict
    state: dict


class Result(Closed):
    observation: dict
    reward: float | None
    done: bool
    metadata: dict | None


def main(url):
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        assert Health.model_validate(client.get("/health").raise_for_status().json()).status == "healthy"
        assert Metadata.model_validate(client.get("/metadata").raise_for_status().json()).name
        Schemas.model_validate(client.get("/schema").raise_for_status().json())
        paths = client.get("/openapi.json").raise_for_status().json()["paths"]
        assert {"/reset", "/step", "/state"} <= paths.keys(), paths.keys()
        session = client.post("/sessions").raise_for_status().json()["session_id"]
        mine = {"X-Session-ID": session}
        client.post("/reset", json={"seed": 7}, headers=mine).raise_for_status()
        client.post("/step", json={"action": {"code": "x = 6"}}, headers=mine).raise_for_status()
        result = client.post("/step", json={"action": {"code": "print(x * 7)"}}, headers=mine).raise_for_status().json()
        assert result["observation"]["stdout"] == "42\n", result
        assert Result.model_validate(result).metadata["last_code"] == "print(x * 7)", result
        assert result["observation"]["metadata"] == result["metadata"], result
        assert client.get("/state", headers=mine).json()["step_count"] == 2
        assert client.post("/step", json={"action": {}}, headers=mine).status_code == 422
        assert client.delete(f"/sessions/{session}").is_success
        assert client.get("/state", headers=mine).status_code == 404
    print("httpx: models closed against other fields, a session from its making to its end")


if __name__ == "__main__":
    main(sys.argv[1])
