"""The broker of files: what another process sees while a message is being written."""

import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from ics_portal import broker

MESSAGE = {"body": "a" * 20_000, "headers": {}, "properties": {}}
QUEUE = "portal"


@pytest.fixture
def channel(tmp_path: Path) -> Iterator[broker.Channel]:
    folder = tmp_path / "broker"
    folder.mkdir()
    options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(tmp_path / "control"),
    }
    with Connection("filesystem://", transport_options=options) as connection:
        yield connection.default_channel


def folder_of(channel: broker.Channel) -> Path:
    return Path(channel.data_folder_in)


def test_the_portal_uses_the_mended_broker(channel):
    assert type(channel) is broker.Channel


def test_a_message_comes_out_as_it_went_in_and_once(channel):
    channel._put(QUEUE, MESSAGE)

    assert channel._get(QUEUE) == MESSAGE
    with pytest.raises(Empty):
        channel._get(QUEUE)
    assert list(folder_of(channel).iterdir()) == []


def test_a_message_is_never_seen_half_written(channel):
    sent = 200

    def send() -> None:
        for _ in range(sent):
            channel._put(QUEUE, MESSAGE)

    sender = threading.Thread(target=send)
    sender.start()
    received = []
    while len(received) < sent:
        try:
            received.append(channel._get(QUEUE))
        except Empty:
            assert sender.is_alive() or any(folder_of(channel).iterdir())
    sender.join()

    assert received == [MESSAGE] * sent


def test_a_message_that_cannot_be_read_stops_nobody(channel):
    (folder_of(channel) / f"0_x.{QUEUE}.msg").write_text("")
    channel._put(QUEUE, MESSAGE)

    with pytest.raises(Empty):
        channel._get(QUEUE)

    assert channel._get(QUEUE) == MESSAGE


def test_a_table_that_is_just_being_written_is_no_reason_to_end(channel):
    channel.control_folder.mkdir(exist_ok=True)
    table = channel.control_folder / "portal.exchange"
    table.write_text("")
    assert channel.get_table("portal") == []

    writer = threading.Timer(0.03, table.write_text, ['[["portal", "", "portal"]]'])
    writer.start()
    channel._queue_bind("portal", "portal", "", "portal")
    writer.join()

    assert [row.queue for row in channel.get_table("portal")] == ["portal"]
