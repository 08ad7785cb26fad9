/*
 * The proxies that libcurl goes through, so a person should know: the one that is set, else those
 * that the environment names.
 */
#ifndef CLIENT_PROXY_H
#define CLIENT_PROXY_H

#define PROXY_TEXT_SIZE 1024

/*
 * Writes which proxies servers other than this machine are asked through, each with the variable or
 * the file that names it, and the hosts that are left out: "https through proxy.example:3128
 * (https_proxy)". User names and passwords are left out. Writes "" when there is none.
 * In: setting  the address of config.ini, which goes before the environment; "" for none
 */
void proxy_describe(char out[static PROXY_TEXT_SIZE], const char *setting);

#endif
