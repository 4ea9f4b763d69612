"""Whether the kernel of a page is still alive, so that a dead page can say so."""

from widgets.portal.api.base import JsonHandler


class PageLifeApi(JsonHandler):
    """Asked by Voila pages now and then."""

    async def get(self, kernel_id: str) -> None:
        """Tell whether one's own page still has its kernel."""
        kernels = self.kernel_manager
        is_owner = kernels.is_owner(kernel_id, self.user.username)
        alive = is_owner and await kernels.get_kernel(kernel_id).is_alive()
        self.reply(alive=alive)
