declare function startPostgres(options: {
  port: number
  dataDir: string
  isDurable: boolean
}): Promise<{ stop(): Promise<void> }>

export = startPostgres
