/* rarpload: a closed loop of RARP requests (RFC 903), every reply checked field by field.
 *
 *   rarpload -i INTERFACE -s SERVER_IP -m SERVER_MAC [-n MACHINES] [-w WINDOW] [-d SECONDS] [-t TIMEOUT_MS] [-q REPLIES]
 *
 * WINDOW requests are outstanding at any time; the next one goes out when a reply has come or the timeout has passed.
 * Machine k of n has MAC 02:80:00:00:00:00 + k and must be told 10.80.1.0 + k. The machines are visited with a stride
 * that has no factor in common with n, so that a server which scans a list is asked for all of its positions.
 * With -q it ends at that many right replies: -n 1 -q 1 waits for a server to be ready.
 *
 * Prints one line of JSON. Exit status: 0 when there were right replies and no wrong ones, 1 otherwise, 2 for misuse.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ETHERTYPE_RARP 0x8035
#define FRAME_BYTES 60
#define ARP_AT 14 /* behind the Ethernet header */
#define FIRST_MAC 0x028000000000ULL
#define FIRST_IP 0x0a500100U
#define MOST_PER_TURN 256

struct machine {
  double sent_at;
  uint8_t waiting;
};

static struct {
  const char *interface;
  uint32_t server_ip, machines, window;
  uint64_t server_mac, enough;
  double seconds, timeout;
} option = {.machines = 1, .window = 1, .seconds = 5, .timeout = 1};

static struct {
  uint64_t sent, received, lost, wrong, late;
  const char *first_wrong;
} count;

static struct machine *machines;
static uint32_t *order, order_head, order_tail, order_length; /* who was asked, oldest first */
static uint32_t outstanding, next_machine, stride;
static float *latencies; /* microseconds */
static size_t latency_count, latency_room;
static int fd;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static uint64_t read_be(const uint8_t *at, int octets) {
  uint64_t value = 0;
  for (int i = 0; i < octets; i++) value = value << 8 | at[i];
  return value;
}

static void write_mac(uint8_t *at, uint64_t mac) {
  for (int i = 5; i >= 0; i--, mac >>= 8) at[i] = mac;
}

static uint32_t common_factor(uint32_t a, uint32_t b) {
  while (b) {
    uint32_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

static void die(const char *what) {
  perror(what);
  exit(2);
}

static void open_socket(void) {
  struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_protocol = htons(ETHERTYPE_RARP)};
  address.sll_ifindex = if_nametoindex(option.interface);
  if (!address.sll_ifindex) die(option.interface);
  fd = socket(AF_PACKET, SOCK_RAW, htons(ETHERTYPE_RARP));
  if (fd < 0) die("socket");
  if (bind(fd, (void *)&address, sizeof address)) die("bind");
  /* Replies are addressed to the machines that we play. */
  struct packet_mreq everything = {.mr_ifindex = address.sll_ifindex, .mr_type = PACKET_MR_PROMISC};
  setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &everything, sizeof everything);
  int on = 1, room = 16 << 20;
  setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on);
  setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
  setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room);
}

/* Asks for one machine; 0 when the kernel has no room just now. */
static int ask(uint32_t k) {
  uint8_t frame[FRAME_BYTES] = {0}, *arp = frame + ARP_AT;
  uint64_t mac = FIRST_MAC + k;
  memset(frame, 0xff, 6);
  write_mac(frame + 6, mac);
  frame[12] = ETHERTYPE_RARP >> 8;
  frame[13] = ETHERTYPE_RARP & 0xff;
  arp[1] = 1; /* Ethernet */
  arp[2] = 8; /* IPv4 */
  arp[4] = 6;
  arp[5] = 4;
  arp[7] = 3; /* request reverse */
  write_mac(arp + 8, mac);
  write_mac(arp + 18, mac);
  machines[k].sent_at = now();
  if (send(fd, frame, sizeof frame, MSG_DONTWAIT) < 0) {
    if (errno != EAGAIN && errno != ENOBUFS) die("send");
    return 0;
  }
  machines[k].waiting = 1;
  order[order_tail] = k;
  order_tail = (order_tail + 1) % option.machines;
  order_length++;
  outstanding++;
  count.sent++;
  return 1;
}

static void stop_waiting(uint32_t k) {
  machines[k].waiting = 0;
  outstanding--;
}

/* Forgets answered requests at the head of the order, and gives up those that are too old. */
static void expire(double at) {
  while (order_length) {
    uint32_t k = order[order_head];
    if (machines[k].waiting) {
      if (at - machines[k].sent_at < option.timeout) return;
      stop_waiting(k);
      count.lost++;
    }
    order_head = (order_head + 1) % option.machines;
    order_length--;
  }
}

static void fill_window(void) {
  while (outstanding < option.window && order_length < option.machines) {
    uint32_t tried = 0;
    while (machines[next_machine].waiting && tried++ < option.machines)
      next_machine = (next_machine + stride) % option.machines;
    if (machines[next_machine].waiting || !ask(next_machine)) return;
    next_machine = (next_machine + stride) % option.machines;
  }
}

/* What is wrong with a frame as an answer to one of our requests, or NULL; *k is the machine that it speaks of. */
static const char *fault(const uint8_t *frame, ssize_t length, uint32_t *k) {
  const uint8_t *arp = frame + ARP_AT;
  *k = option.machines;
  if (length < ARP_AT + 28) return "short frame";
  uint64_t target = read_be(arp + 18, 6);
  if (target >= FIRST_MAC && target < FIRST_MAC + option.machines) *k = target - FIRST_MAC;
  if (read_be(frame + 12, 2) != ETHERTYPE_RARP) return "EtherType";
  if (read_be(arp, 2) != 1) return "hardware space";
  if (read_be(arp + 2, 2) != 0x0800) return "protocol space";
  if (arp[4] != 6 || arp[5] != 4) return "address lengths";
  if (read_be(arp + 6, 2) != 4) return "opcode";
  if (*k == option.machines) return "target hardware address";
  if (read_be(frame, 6) != target) return "Ethernet destination";
  if (read_be(arp + 24, 4) != FIRST_IP + *k) return "target protocol address";
  if (read_be(frame + 6, 6) != option.server_mac) return "Ethernet source";
  if (read_be(arp + 8, 6) != option.server_mac) return "sender hardware address";
  if (read_be(arp + 14, 4) != option.server_ip) return "sender protocol address";
  return NULL;
}

static void keep_latency(double microseconds) {
  if (latency_count == latency_room) {
    latency_room = latency_room ? latency_room * 2 : 1 << 20;
    latencies = realloc(latencies, latency_room * sizeof *latencies);
    if (!latencies) die("memory for latencies");
  }
  latencies[latency_count++] = microseconds;
}

static void take_replies(void) {
  for (int taken = 0; taken < MOST_PER_TURN; taken++) {
    uint8_t frame[2048];
    ssize_t length = recv(fd, frame, sizeof frame, MSG_DONTWAIT);
    if (length < 0) return;
    double at = now();
    uint32_t k;
    const char *problem = fault(frame, length, &k);
    if (problem) {
      count.wrong++;
      if (!count.first_wrong) count.first_wrong = problem;
      if (k < option.machines && machines[k].waiting) stop_waiting(k);
    } else if (!machines[k].waiting) {
      count.late++;
    } else {
      stop_waiting(k);
      count.received++;
      keep_latency((at - machines[k].sent_at) * 1e6);
    }
  }
}

static void run(void) {
  const struct timespec turn = {.tv_nsec = 5 * 1000 * 1000};
  double end = now() + option.seconds;
  for (;;) {
    double at = now();
    int stopping = at >= end || (option.enough && count.received >= option.enough);
    expire(at);
    if (stopping && outstanding == 0) return;
    if (!stopping) fill_window();
    struct pollfd readable = {.fd = fd, .events = POLLIN};
    if (ppoll(&readable, 1, &turn, NULL) > 0) take_replies();
  }
}

static int by_size(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

static double percentile(double share) {
  return latency_count ? latencies[(size_t)((latency_count - 1) * share)] : -1;
}

static void print_result(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  double cpu = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  qsort(latencies, latency_count, sizeof *latencies, by_size);
  printf("{\"sent\":%" PRIu64 ",\"received\":%" PRIu64 ",\"lost\":%" PRIu64 ",\"wrong\":%" PRIu64 ",\"late\":%" PRIu64,
         count.sent, count.received, count.lost, count.wrong, count.late);
  if (count.first_wrong) printf(",\"firstWrong\":\"%s\"", count.first_wrong);
  printf(",\"perSecond\":%.1f,\"p50Us\":%.1f,\"p99Us\":%.1f,\"maxUs\":%.1f,\"cpuSeconds\":%.3f}\n",
         count.received / option.seconds, percentile(.5), percentile(.99), percentile(1), cpu);
}

static void usage(void) {
  fprintf(stderr, "rarpload -i INTERFACE -s SERVER_IP -m SERVER_MAC [-n MACHINES] [-w WINDOW] [-d SECONDS]"
                  " [-t TIMEOUT_MS] [-q REPLIES]\n");
  exit(2);
}

static void read_options(int argc, char **argv) {
  struct in_addr address;
  unsigned octet[6];
  for (int letter; (letter = getopt(argc, argv, "i:s:m:n:w:d:t:q:")) != -1;) switch (letter) {
      case 'i': option.interface = optarg; break;
      case 's':
        if (!inet_aton(optarg, &address)) usage();
        option.server_ip = ntohl(address.s_addr);
        break;
      case 'm':
        if (sscanf(optarg, "%x:%x:%x:%x:%x:%x", octet, octet + 1, octet + 2, octet + 3, octet + 4, octet + 5) != 6)
          usage();
        for (int i = 0; i < 6; i++) option.server_mac = option.server_mac << 8 | octet[i];
        break;
      case 'n': option.machines = strtoul(optarg, NULL, 10); break;
      case 'w': option.window = strtoul(optarg, NULL, 10); break;
      case 'd': option.seconds = atof(optarg); break;
      case 't': option.timeout = atof(optarg) / 1e3; break;
      case 'q': option.enough = strtoull(optarg, NULL, 10); break;
      default: usage();
    }
  if (!option.interface || !option.server_ip || !option.server_mac || !option.machines || !option.window) usage();
  if (option.window > option.machines) option.window = option.machines;
}

int main(int argc, char **argv) {
  read_options(argc, argv);
  machines = calloc(option.machines, sizeof *machines);
  order = calloc(option.machines, sizeof *order);
  if (!machines || !order) die("memory for machines");
  stride = option.machines > 2 ? (uint32_t)(option.machines * 0.6180339) | 1 : 1;
  while (common_factor(option.machines, stride) != 1) stride += 2;
  open_socket();
  run();
  print_result();
  return count.wrong || !count.received;
}
