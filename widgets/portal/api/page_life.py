"""Whether the kernel of a page is still alive, so that a dead page can say so."""

from widgets.portal.api.base import JsonHandler


class PageLifeApi(JsonHandler):
    """Asked by Voila pages now and then."""

    async def get(self, kernel_id: str) -> None:
        """Tell whether one's own page still has its kernel."""
        is_owner = self.kernels.is_owner(kernel_id, self.user.username)
        self.reply(alive=is_owner and await self.kernels.is_living(kernel_id))
