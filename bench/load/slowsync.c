/* LD_PRELOAD: every flush to the disk takes SLOWSYNC_US microseconds longer. The disk of a virtual machine often says
 * that it has flushed within 40 microseconds; a real one takes 100 to 10 000. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_longer(void) {
  static long microseconds = -1;
  if (microseconds < 0) {
    const char *said = getenv("SLOWSYNC_US");
    microseconds = said ? atol(said) : 0;
  }
  if (microseconds > 0) {
    struct timespec time = {microseconds / 1000000, microseconds % 1000000 * 1000};
    nanosleep(&time, NULL);
  }
}

typedef int (*flush)(int);

int fsync(int fd) {
  static flush next;
  if (!next) next = (flush)dlsym(RTLD_NEXT, "fsync");
  int result = next(fd);
  wait_longer();
  return result;
}

int fdatasync(int fd) {
  static flush next;
  if (!next) next = (flush)dlsym(RTLD_NEXT, "fdatasync");
  int result = next(fd);
  wait_longer();
  return result;
}
