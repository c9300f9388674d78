"""Who a respondent is and what they said about themselves: two tables that no foreign key joins to a response.

Each row's `key` is an HMAC of the response's public id under a secret of its own (`consultations/vault.py`), so that a
change, a withdrawal or an erasure reaches it and a reader of the database alone does not.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class Contact(models.Model):
    """Name and e-mail of a respondent who gave them; `content` is encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True)
    consultation = models.ForeignKey("consultations.ConsultationPage", on_delete=models.CASCADE, related_name="+")
    email_key = models.CharField(max_length=64, blank=True, db_index=True)
    content = models.BinaryField()
    wants_outcome = models.BooleanField(default=False)
    wants_progress = models.BooleanField(default=False)
    kept_until = models.DateField()

    wagtail_reference_index_ignore = True

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kept_until"], name="contact_kept_until")]

    def __str__(self) -> str:
        return str(self.id)


class VaultRecord(models.Model):
    """What one respondent answered about themselves; `content` is encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True)
    consultation = models.ForeignKey("consultations.ConsultationPage", on_delete=models.CASCADE, related_name="+")
    list_version = models.CharField(max_length=20)
    content = models.BinaryField()
    kept_until = models.DateField()

    wagtail_reference_index_ignore = True

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kept_until"], name="vault_kept_until")]

    def __str__(self) -> str:
        return str(self.id)
