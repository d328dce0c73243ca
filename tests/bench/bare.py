# SPDX-License-Identifier: EUPL-1.2
"""What accepting a melding costs at the least: FastAPI, and one insert that a majority has in its journal.

No model, no token, no log, no sealing, no event. Arguments: port, MongoDB URL, database.
"""

import secrets
import sys
from typing import Any

import uvicorn
from fastapi import FastAPI
from pymongo import AsyncMongoClient
from pymongo.write_concern import WriteConcern


def app(url: str, database: str) -> FastAPI:
    """One route."""
    made = FastAPI()
    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(url)
    meldingen = client[database].get_collection("meldingen", write_concern=WriteConcern("majority", j=True))

    @made.post("/v1/meldingen", status_code=201)
    async def meld(melding: dict[str, Any]) -> dict[str, str]:
        id_ = secrets.token_hex(16)
        await meldingen.insert_one({"_id": id_} | melding)
        return {"zaakId": id_}

    return made


if __name__ == "__main__":
    port, address, name = sys.argv[1:]
    uvicorn.run(app(address, name), host="127.0.0.1", port=int(port), access_log=False, log_level="warning")
