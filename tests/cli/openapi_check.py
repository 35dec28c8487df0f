"""Asks a running server for every path of its own description and holds the answers against it.

    openapi_check.py http://127.0.0.1:8440

Understands what docs/openapi.yaml uses of JSON Schema: type, required, properties, items, enum, oneOf, allOf, $ref. Parameters in a
path are filled from the lists that the server gives. Prints what does not hold, a line each; exit status 1 when there is any.
"""
import json
import sys
import urllib.error
import urllib.parse
import urllib.request

base = sys.argv[1].rstrip("/")
faults = []


def fetch(path, method="GET", body=None):
    request = urllib.request.Request(base + path, method=method, data=body, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers.get_content_type(), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get_content_type(), error.read()


api = json.loads(fetch("/api/openapi.json")[2])


def resolve(node):
    while "$ref" in node:
        target = api
        for key in node["$ref"].removeprefix("#/").split("/"):
            target = target[key]
        node = target
    return node


names = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def is_type(value, name):
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, names[name])


def check(value, schema, where, found):
    schema = resolve(schema)
    for part in schema.get("allOf", []):
        check(value, part, where, found)
    if "oneOf" in schema:
        tries = []
        for part in schema["oneOf"]:
            wrong = []
            check(value, part, where, wrong)
            tries.append(wrong)
        if all(tries):
            found.extend(min(tries, key=len))
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(is_type(value, name) for name in types):
            found.append(f"{where}: is {json.dumps(value)[:60]} and no {' or '.join(types)}")
            return
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value!r} is none of {schema['enum']}")
    if isinstance(value, dict):
        for name in schema.get("required", []):
            if name not in value:
                found.append(f"{where}: \"{name}\" is missing")
        known = schema.get("properties", {})
        for name, part in known.items():
            if name in value:
                check(value[name], part, f"{where}.{name}", found)
    if isinstance(value, list) and "items" in schema:
        for i, one in enumerate(value[:20]):
            check(one, schema["items"], f"{where}[{i}]", found)


def hold(path, operation, status, kind, body):
    answer = operation["responses"].get(str(status)) or operation["responses"].get("default")
    content = resolve(answer).get("content", {})
    if kind not in content:
        faults.append(f"{path}: answered {status} with {kind}, described are {', '.join(content)}")
    elif kind == "application/json":
        check(json.loads(body), content[kind]["schema"], path, faults)


def first(path, *keys):
    value = json.loads(fetch(path)[2])
    for key in keys:
        if value is None or (isinstance(key, int) and len(value) <= key):
            return None
        value = value[key]
    return value


event = first("/api/events", "events", 0, "id")
pair = first("/api/pairs", "pairs", 0, "pair")
ids = {
    "/api/events/{id}": event,
    "/api/reports/{id}": first("/api/reports", "reports", 0, "id"),
    "/api/incidents/{id}": event,
    "/api/actors/{id}": first("/api/actors", "actors", 0, "actor"),
    "/api/questions/{id}": first("/api/questions", "questions", 0, "id"),
    "/api/questions/{id}/history": first("/api/questions", "questions", 0, "id"),
    "/api/batches/{id}": first("/api/batches", "batches", 0, "id"),
}
queries = {"/api/series": {"a": pair[0], "b": pair[1]}, "/api/search": {"text": "the"}, "/api/known": {"name": "Idlib"}}

asked = 0
for path, operations in api["paths"].items():
    if path == "/api/progress":
        continue
    real = path
    if path in ids:
        if ids[path] is None:
            faults.append(f"{path}: the server has nothing to fill it with")
            continue
        real = path.replace("{id}", urllib.parse.quote(ids[path], safe=""))
    if path in queries:
        real += "?" + urllib.parse.urlencode(queries[path])
    status, kind, body = fetch(real)
    asked += 1
    if status != 200:
        faults.append(f"{path}: {status} {body[:200]!r}")
    hold(path, operations["get"], status, kind, body)
    for wrong in ("?limit=nonsense", "?since=nonsense", "?on=nonsense", "?box=nonsense", "?happened_until=nonsense"):
        given = [resolve(p)["name"] for p in operations["get"].get("parameters", [])]
        if wrong[1 : wrong.index("=")] in given and path != "/api/changes":
            joined = real + (wrong if "?" not in real else "&" + wrong[1:])
            status, kind, body = fetch(joined)
            if status != 400:
                faults.append(f"{joined}: {status} instead of 400")
            hold(path, {"responses": {"default": operations["get"]["responses"]["default"]}}, status, kind, body)

brief = fetch("/api/brief")[2]
hold("/api/brief (POST)", api["paths"]["/api/brief"]["post"], *fetch("/api/brief", "POST", brief))
correction = json.dumps({"object": "event", "target": event, "verb": "accept", "by": "openapi_check"}).encode()
hold("/api/corrections (POST)", api["paths"]["/api/corrections"]["post"], *fetch("/api/corrections", "POST", correction))

for fault in faults:
    print(fault)
print(f"{asked} paths asked, {len(faults)} faults")
sys.exit(1 if faults else 0)
