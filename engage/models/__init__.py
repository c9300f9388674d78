"""The site's own pages and its face."""

from engage.models.communities import CommunityIndexPage, CommunityPage
from engage.models.pictures import PictureNote
from engage.models.site import ContentPage, HomePage, SiteFace, SiteFaceQuerySet

__all__ = [
    "CommunityIndexPage",
    "CommunityPage",
    "ContentPage",
    "HomePage",
    "PictureNote",
    "SiteFace",
    "SiteFaceQuerySet",
]
