"""What the operating system refused, in Chinese; for sentences that somebody reads."""

import errno

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只能读，不能写",
    errno.ENOSPC: "磁盘已满",
    errno.ENOENT: "文件或者文件夹不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "名称太长",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


def reason_of(error: OSError) -> str:
    """Say why the system refused; the system's own words for what is rare."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
