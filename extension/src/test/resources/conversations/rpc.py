"""A server of JSON-RPC over lines."""
import json, sys


def write(message):
    print(json.dumps(message), flush=True)


def answer(request):
    method, id = request["method"], request.get("id")
    if method == "add":
        return {"jsonrpc": "2.0", "id": id, "result": sum(request["params"])}
    if method == "ask":
        write({"jsonrpc": "2.0", "id": "mine", "method": "name", "params": {}})
        return {"jsonrpc": "2.0", "id": id, "result": json.loads(sys.stdin.readline())}
    if method == "twice":
        write({"jsonrpc": "2.0", "id": id, "result": 1})
        return {"jsonrpc": "2.0", "id": id, "result": 2}
    if method == "die":
        sys.exit("DATABASE_URL is not set")
    if method == "silence":
        return None
    return {"jsonrpc": "2.0", "id": id, "error": {"code": -32601, "message": "Method not found", "data": method}}


late = []
for line in sys.stdin:
    message = json.loads(line)
    if isinstance(message, list):
        write([answer(each) for each in reversed(message)])
    elif message["method"] == "later":
        late.append(message["id"])
    elif message["method"] == "now":
        for id in reversed(late):
            write({"jsonrpc": "2.0", "id": id, "result": id})
    elif reply := answer(message):
        write(reply)
