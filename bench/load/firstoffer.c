/* firstoffer: when does a DHCP server give its first right OFFER?
 *
 *   firstoffer -l OWN_IP -s SERVER_IP -k MACHINE [-t SECONDS] [-p PAUSE_MS]
 *
 * Sends a DHCPDISCOVER (RFC 2131) for machine k, MAC 02:80:00:00:00:00 + k, every PAUSE_MS milliseconds as a relay
 * (giaddr OWN_IP, from and to port 67) until the server offers it 10.80.1.0 + k.
 *
 * Prints the moment of that OFFER: nanoseconds of CLOCK_MONOTONIC, so that whoever started the server can take the
 * difference. Exit status: 0; 1 when the time is over (with the last wrong offer, if any, on stderr), 2 for misuse.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define DHCP_PORT 67
#define FIRST_MAC 0x028000000000ULL
#define FIRST_IP 0x0a500100U
#define MESSAGE_BYTES 300
#define YIADDR_AT 16
#define GIADDR_AT 24
#define CHADDR_AT 28
#define OPTIONS_AT 240

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void usage(void) {
  fprintf(stderr, "firstoffer -l OWN_IP -s SERVER_IP -k MACHINE [-t SECONDS] [-p PAUSE_MS]\n");
  exit(2);
}

static void make_discover(uint8_t *message, uint64_t mac, struct in_addr relay) {
  /* magic cookie, 53 DHCPDISCOVER, 55 parameter request list (mask, router, lease time), end */
  static const uint8_t options[] = {99, 130, 83, 99, 53, 1, 1, 55, 3, 1, 3, 51, 255};
  memset(message, 0, MESSAGE_BYTES);
  message[0] = 1; /* BOOTREQUEST */
  message[1] = 1; /* Ethernet */
  message[2] = 6;
  message[3] = 1; /* hops: one relay */
  memcpy(message + 4, "RVLE", 4);
  memcpy(message + GIADDR_AT, &relay, 4);
  for (int i = 5; i >= 0; i--, mac >>= 8) message[CHADDR_AT + i] = mac;
  memcpy(message + OPTIONS_AT - 4, options, sizeof options);
}

/* 1: the OFFER that we want. A wrong address offered is remembered in *wrong. */
static int is_right_offer(const uint8_t *reply, ssize_t length, const uint8_t *asked, uint32_t ip, uint32_t *wrong) {
  uint32_t offered;
  if (length <= OPTIONS_AT || reply[0] != 2 || memcmp(reply + 4, asked + 4, 4)) return 0;
  if (memcmp(reply + CHADDR_AT, asked + CHADDR_AT, 6)) return 0;
  memcpy(&offered, reply + YIADDR_AT, 4);
  if (ip == 0 || ntohl(offered) == ip) return 1;
  *wrong = ntohl(offered);
  return 0;
}

int main(int argc, char **argv) {
  struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(DHCP_PORT)}, server = own;
  uint32_t machine = 0, wrong = 0;
  int any = 0;
  double seconds = 60, pause_ms = 2;
  for (int letter; (letter = getopt(argc, argv, "l:s:k:t:p:a")) != -1;) switch (letter) {
      case 'l': if (!inet_aton(optarg, &own.sin_addr)) usage(); break;
      case 's': if (!inet_aton(optarg, &server.sin_addr)) usage(); break;
      case 'k': machine = strtoul(optarg, NULL, 10); break;
      case 't': seconds = atof(optarg); break;
      case 'p': pause_ms = atof(optarg); break;
      case 'a': any = 1; break;
      default: usage();
    }
  if (!own.sin_addr.s_addr || !server.sin_addr.s_addr) usage();

  int fd = socket(AF_INET, SOCK_DGRAM, 0), on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (fd < 0 || bind(fd, (void *)&own, sizeof own)) {
    perror("UDP port 67");
    return 2;
  }
  uint8_t discover[MESSAGE_BYTES], reply[2048];
  make_discover(discover, FIRST_MAC + machine, own.sin_addr);
  int64_t end = now_ns() + (int64_t)(seconds * 1e9), pause = (int64_t)(pause_ms * 1e6), next = 0;
  for (int64_t at; (at = now_ns()) < end;) {
    if (at >= next) {
      sendto(fd, discover, sizeof discover, 0, (void *)&server, sizeof server);
      next = at + pause;
    }
    struct pollfd readable = {.fd = fd, .events = POLLIN};
    int64_t left = next - now_ns();
    struct timespec wait = {.tv_nsec = left > 0 ? left % 1000000000LL : 0};
    if (ppoll(&readable, 1, &wait, NULL) <= 0) continue;
    ssize_t length = recv(fd, reply, sizeof reply, MSG_DONTWAIT);
    if (is_right_offer(reply, length, discover, any ? 0 : FIRST_IP + machine, &wrong)) {
      printf("%lld\n", (long long)now_ns());
      return 0;
    }
  }
  if (wrong) {
    struct in_addr address = {.s_addr = htonl(wrong)};
    fprintf(stderr, "the server offered %s\n", inet_ntoa(address));
  }
  return 1;
}
