"""Make the youth section: its pages, the rights of checked adults on them, the workflow of every article."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, Page, Workflow, WorkflowPage, WorkflowTask

from people.roles import PAGE_WORK, WORK_ON_MATERIAL, Role
from people.services import ensure_role, grant_collection, grant_pages
from youth.models import CheckedAdultTask, ReadPage, YouthPage

#: The collection that pictures beside articles lie in.
PICTURES: Final = "Young people’s pictures"
WORKFLOW: Final = "A checked adult reads and publishes"


@transaction.atomic
def open_section(*, home: Page, title: str, strapline: str = "", welcome: str = "") -> YouthPage:
    """Return the section's front page below the home page, made if it was not there. Repeating it changes nothing."""
    front = YouthPage.objects.first()
    if front is None:
        front = home.add_child(
            instance=YouthPage(title=title, slug="youth", strapline=strapline, welcome=welcome, show_in_menus=True)
        )
    read = ReadPage.objects.first()
    if read is None:
        read = front.add_child(instance=ReadPage(title="Read", slug="read"))
    let_checked_adults_in(front)
    _have_articles_read(read)
    return front


def pictures() -> Collection:
    """Return the collection of pictures beside articles."""
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=PICTURES).first() or root.add_child(name=PICTURES)


def let_checked_adults_in(front: YouthPage) -> None:
    """Open the admin's door to the group; what may be published is another question: `youth/publication.py`."""
    group: Group = ensure_role(role=Role.CHECKED_ADULT)
    group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    grant_pages(group=group, page=front, codenames=PAGE_WORK)
    grant_collection(group=group, collection=pictures(), codenames=WORK_ON_MATERIAL)


def _have_articles_read(read: ReadPage) -> None:
    task = CheckedAdultTask.objects.first() or CheckedAdultTask.objects.create(name=WORKFLOW)
    workflow = Workflow.objects.filter(workflow_tasks__task=task).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=WORKFLOW)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=read, defaults={"workflow": workflow})
