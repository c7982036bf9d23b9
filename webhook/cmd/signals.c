/* SPDX-License-Identifier: Apache-2.0 */
/* Signals: see signals.h. */
#include "signals.h"

#include <fcntl.h>
#include <unistd.h>

static void exit_now(int number)
{
    (void)number;
    _exit(1);
}

static void fill_standard_fds(void)
{
    int fd;
    do {
        fd = open("/dev/null", O_RDWR);
    } while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd > STDERR_FILENO) {
        close(fd);
    }
}

static void waited_for(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
}

void fg_signals_take(void)
{
    static const int ignored[] = { SIGPIPE, SIGUSR1, SIGUSR2 };
    const struct sigaction ignore = { .sa_handler = SIG_IGN };
    sigset_t set;
    fill_standard_fds();
    waited_for(&set);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++) {
        sigaction(ignored[i], &ignore, NULL);
    }
}

int fg_signals_wait(void)
{
    sigset_t set;
    int number;
    waited_for(&set);
    do {
        number = sigwaitinfo(&set, NULL);
    } while (number < 0);
    return number;
}

void fg_signals_exit_at_once(void)
{
    const struct sigaction now = { .sa_handler = exit_now };
    const struct sigaction ignore = { .sa_handler = SIG_IGN };
    sigset_t set;
    waited_for(&set);
    sigaction(SIGTERM, &now, NULL);
    sigaction(SIGINT, &now, NULL);
    sigaction(SIGHUP, &ignore, NULL);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}
