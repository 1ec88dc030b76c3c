"""Cases of the operations on files and pictures."""

from klientel.contacts.operations import files
from klientel.files.storing import Photo, stored, stored_logo, stored_photo
from tests.contacts.cases import case
from tests.factories import NOW, SYSTEM
from tests.pictures import upload


def note(text: str = "Angebot 4711") -> files.NewFile:
    content = upload("angebot.txt", text.encode())
    return files.NewFile(stored(content, name="angebot.txt", at=NOW), "angebot.txt", "vom Mai")


def portrait(colour: str = "#123456") -> Photo:
    return stored_photo(upload(colour=colour), at=NOW)


@case(files.attach_files)
def two_at_a_contact(world):
    return {"record": world.berg, "files": [note(), note("noch eines")]}


@case(files.attach_files)
def one_at_an_organization(world):
    return {"record": world.firm, "files": [note()]}


@case(files.change_file)
def name_and_note(world):
    files.attach_files(record=world.berg, files=[note()], by=SYSTEM)
    number = world.berg.files.get().pk
    return {"record": world.berg, "number": number, "name": "Neu", "note": ""}


@case(files.remove_file)
def one_of_two(world):
    files.attach_files(record=world.firm, files=[note(), note("zwei")], by=SYSTEM)
    return {"record": world.firm, "number": world.firm.files.earliest("pk").pk}


@case(files.change_photo)
def a_first_one(world):
    return {"record": world.berg, "photo": portrait()}


@case(files.change_photo)
def another_one(world):
    files.change_photo(record=world.berg, photo=portrait(), by=SYSTEM)
    return {"record": world.berg, "photo": portrait("#aa0000")}


@case(files.change_photo)
def the_logo(world):
    return {"record": world.firm, "photo": stored_logo(upload(), at=NOW)}


@case(files.remove_photo)
def of_a_person(world):
    files.change_photo(record=world.berg, photo=portrait(), by=SYSTEM)
    return {"record": world.berg}


@case(files.remove_photo)
def of_an_organization(world):
    files.change_photo(record=world.firm, photo=stored_logo(upload(), at=NOW), by=SYSTEM)
    return {"record": world.firm}
