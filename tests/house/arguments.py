"""What a door needs to be knocked on: real arguments, and a form that would do something."""

from typing import Any

from django.apps import apps

from tests.house.doors import Door
from tests.house.world import World

# Arguments that a name alone doesn't give.
FIXED: dict[str, Any] = {
    "section": "1",
    "answer": "ikke-nu",
    "key": "no-such-key",
    "uidb36": "1",
    "app_label": "networks",
}


def arguments_for(door: Door, world: World) -> dict[str, Any]:
    return {name: _argument(door, name, world) for name in door.arguments}


def _argument(door: Door, name: str, world: World) -> Any:
    if (door.name, name) in world.arguments:
        return world.arguments[door.name, name]
    if name == "object_id":
        return _some_object(door)
    return world.arguments.get(name, FIXED.get(name, 1))


def _some_object(door: Door) -> Any:
    """The first object of the model that an admin address is about; 1 where there is none."""
    app, _, rest = door.name.removeprefix("admin:").partition("_")
    if app not in apps.app_configs:
        return 1
    model = apps.get_model(app, rest.rpartition("_")[0])
    first = model._default_manager.first()
    return first.pk if first else 1


def payload_for(door: Door, world: World) -> dict[str, Any]:
    return world.payloads.get(door.name, {})
