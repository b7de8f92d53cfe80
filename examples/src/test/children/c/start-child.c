/* Starts a child of its own that lives until stdin ends, and closes the channel meanwhile. */
#define _POSIX_C_SOURCE 200809L

#include "channel.h"

#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    struct channel channel;
    if (!channel_open(&channel))
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        execlp("sh", "sh", "-c", "echo \"channel: ${NODE_CHANNEL_FD-none}\"; exec cat", (char *) NULL);
        _exit(127);
    }
    channel_disconnect(&channel);
    return pid < 0 || waitpid(pid, NULL, 0) < 0;
}
