from netvaerk.people.forms.person_field import PeopleField, PersonField

__all__ = ["PeopleField", "PersonField"]
