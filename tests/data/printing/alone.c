/* Preloaded into ippeveprinter, so that the simulator lives on one loopback port of a machine that
 * has neither an Avahi daemon nor, perhaps, IPv6.
 *
 * The Avahi calls succeed and do nothing. The printer insists on a second, IPv6 listener: it gets one
 * on 127.0.0.1 at a port the kernel picks, which nobody uses.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static char nothing[64];

#define ANSWER_NOTHING(name) void *name(void) { return nothing; }
#define ANSWER_SUCCESS(name) int name(void) { return 0; }
#define DO_NOTHING(name) void name(void) { }

ANSWER_NOTHING(avahi_threaded_poll_new)
ANSWER_NOTHING(avahi_threaded_poll_get)
ANSWER_SUCCESS(avahi_threaded_poll_start)
DO_NOTHING(avahi_threaded_poll_lock)
DO_NOTHING(avahi_threaded_poll_unlock)
ANSWER_NOTHING(avahi_client_new)
ANSWER_SUCCESS(avahi_client_errno)
ANSWER_NOTHING(avahi_entry_group_new)
ANSWER_SUCCESS(avahi_entry_group_add_service_strlst)
ANSWER_SUCCESS(avahi_entry_group_add_service_subtype)
ANSWER_SUCCESS(avahi_entry_group_commit)
ANSWER_SUCCESS(avahi_entry_group_free)
ANSWER_NOTHING(avahi_string_list_add_printf)
DO_NOTHING(avahi_string_list_free)

const char *avahi_client_get_host_name_fqdn(void) { return "localhost"; }

typedef void *(*address_list)(const char *, int, const char *);
typedef int (*address_listen)(void *, int);

static int asked_for_ipv6; /* the printer asks for, and listens on, IPv4 first and IPv6 second */

void *httpAddrGetList(const char *host, int family, const char *service)
{
    address_list real = (address_list) dlsym(RTLD_NEXT, "httpAddrGetList");
    if (family != AF_INET6)
        return real(host, family, service);
    asked_for_ipv6 = 1;
    return real("127.0.0.1", AF_INET, service);
}

static int listen_anywhere(void)
{
    struct sockaddr_in any_port = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0)
        return -1;
    if (bind(listener, (struct sockaddr *) &any_port, sizeof any_port) || listen(listener, 1)) {
        close(listener);
        return -1;
    }
    return listener;
}

int httpAddrListen(void *address, int port)
{
    if (asked_for_ipv6)
        return listen_anywhere();
    return ((address_listen) dlsym(RTLD_NEXT, "httpAddrListen"))(address, port);
}
