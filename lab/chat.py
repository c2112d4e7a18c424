"""The chat of an incident: what people posted when, written as the exports of the usual programs."""
import datetime
import json
import os

PEOPLE = {"ilka": "Ilka Varn", "tomas": "Tomas Brede", "odile": "Odile Kesh", "ruben": "Ruben Alstad",
          "marit": "Marit Solheim", "pavel": "Pavel Dorn"}


def write_slack(folder, posts):
    day = posts[0][0].strftime("%Y-%m-%d")
    os.makedirs(os.path.join(folder, "slack", "incident"), exist_ok=True)
    ids = {name: "U04%s" % name.upper() for name in PEOPLE}
    channels = [{"id": "C04INCIDENT", "name": "incident", "created": int(posts[0][0].timestamp()) - 86400 * 40,
                 "creator": ids["odile"], "is_archived": False, "members": sorted(ids.values())}]
    users = [{"id": ids[name], "name": name, "real_name": real, "tz": "Etc/UTC", "profile": {"display_name": name,
              "real_name": real}} for name, real in PEOPLE.items()]
    messages = [{"type": "message", "user": ids[who], "text": text, "ts": "%.6f" % when.timestamp(),
                 "team": "T04SHOP"} for when, who, text in posts]
    for path, value in (("channels.json", channels), ("users.json", users), ("incident/%s.json" % day, messages)):
        with open(os.path.join(folder, "slack", path), "w") as file:
            json.dump(value, file, indent=1)


def write_mattermost(folder, posts):
    with open(os.path.join(folder, "mattermost.jsonl"), "w") as file:
        file.write('{"type":"version","version":1}\n')
        channel = {"team": "shop", "name": "incident", "display_name": "Incident", "type": "O"}
        file.write(json.dumps({"type": "channel", "channel": channel}) + "\n")
        for when, who, text in posts:
            post = {"team": "shop", "channel": "incident", "user": who, "message": text,
                    "create_at": int(when.timestamp() * 1000)}
            file.write(json.dumps({"type": "post", "post": post}) + "\n")


def write_pasted(folder, posts, seconds):
    form = "%H:%M:%S" if seconds else "%H:%M"
    with open(os.path.join(folder, "chat.txt"), "w") as file:
        for when, who, text in posts:
            file.write("[%s] %s: %s\n" % (when.strftime(form), who, text))


class Chat:
    """`style`: slack, mattermost, pasted, or pasted-minutes."""

    def __init__(self, style):
        self.style = style
        self.posts = []

    def say(self, who, text):
        when = datetime.datetime.now(datetime.timezone.utc)
        self.posts.append((when, who, text))
        return when

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        if self.style == "slack":
            write_slack(folder, self.posts)
        elif self.style == "mattermost":
            write_mattermost(folder, self.posts)
        else:
            write_pasted(folder, self.posts, self.style == "pasted")
